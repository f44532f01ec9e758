"""What ``convoca run`` does, of the portal alone: every other source is left out, so that worlds can be compared."""

from convoca import crawling, digesting, matching
from convoca.wiring import Program
from crawler.portal.call import SOURCE

if __name__ == "__main__":
    program = Program.start()
    crawling.crawl(program, [SOURCE])
    matching.match(program)
    digesting.digest(program)
