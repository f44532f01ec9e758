"""How we behave towards the sites we read: Scrapy's settings, where ours differ, each with its reason."""

from typing import Any

USER_AGENT = "convoca (reads public calls for proposals)"
"""Said to every site; an installation puts its own address in."""

DELAY = 1.0
"""Seconds between two requests to a host."""

MEBIBYTE = 1024 * 1024


def scrapy_settings(*, user_agent: str, delay: float, replay_origin: str | None) -> dict[str, Any]:
    """Return every setting that is not Scrapy's default, which the comment beside it names."""
    return {
        "USER_AGENT": user_agent,  # "Scrapy/VERSION": a site must be able to tell who reads it
        "ROBOTSTXT_OBEY": True,  # False: a site that says no is not read
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,  # 8: a public service is not ours to load
        "DOWNLOAD_DELAY": delay,  # 0
        "DOWNLOAD_DELAY_JITTER": 0,  # 0.5: the delay is a promise to the site, half of it would break it
        "AUTOTHROTTLE_ENABLED": delay > 0,  # False: slow down further where a site is slow
        "AUTOTHROTTLE_START_DELAY": delay,  # 5
        "DOWNLOAD_VERIFY_CERTIFICATES": True,  # False: a forged page would reach people's mail
        "DOWNLOAD_MAXSIZE": 64 * MEBIBYTE,  # 1 GiB: ten times the largest answer seen, and memory is finite
        "DOWNLOAD_WARNSIZE": 0,  # 32 MiB: the limit speaks for itself
        "DOWNLOAD_TIMEOUT": 60,  # 180: searches take up to ten seconds
        "RETRY_TIMES": 5,  # 2: with PatientRetry's waits this outlasts half a minute of trouble
        "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",  # ERROR: the crawl report says it
        "REDIRECT_MAX_TIMES": 3,  # 20: a page that is always elsewhere is nowhere
        "COOKIES_ENABLED": False,  # True: nothing we read needs to know us again
        "REFERRER_POLICY": "no-referrer",  # "scrapy-default": nobody needs to know where we come from
        "TELNETCONSOLE_ENABLED": False,  # True: a port nobody asked for
        "STATS_DUMP": False,  # True: the crawl report says it
        "LOGSTATS_INTERVAL": 0,  # 60: progress is reported by the source
        "MEMUSAGE_ENABLED": False,  # True: answers are bounded by DOWNLOAD_MAXSIZE
        "TWISTED_REACTOR_ENABLED": False,  # True: a reactor runs once in a process, asyncio as often as it is asked
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawler.robots.CarefulRobots": 100,  # the place of the one it replaces
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "crawler.retry.PatientRetry": 550,  # the place of the one it replaces
            "crawler.borders.Borders": 950,  # the last: what retries and redirects ask for passes it too
            "crawler.revalidation.Revalidation": 585,  # sees bodies unpacked: the compression is at 590
        },
        **(_replayed(replay_origin) if replay_origin else {}),
    }


def _replayed(origin: str) -> dict[str, Any]:
    handler = "crawler.replay.ReplayHandler"
    return {"DOWNLOAD_HANDLERS": {"http": handler, "https": handler}, "REPLAY_ORIGIN": origin}
