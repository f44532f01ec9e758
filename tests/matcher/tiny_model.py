"""A Sentence Transformers model made on the spot: random weights, sixteen dimensions, some words of its own."""

from collections.abc import Mapping
from pathlib import Path

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "air", "clean", "water", "call", "query", "passage", ":", "a"]


def write(folder: Path, *, prompts: Mapping[str, str] | None = None, seed: int = 0) -> Path:
    """Write a whole model into a folder, as its maker would have saved it; the same seed gives the same weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    torch.manual_seed(seed)
    bare = folder / "bare"
    bare.mkdir(parents=True)
    (bare / "vocab.txt").write_text("\n".join(WORDS))
    size = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(size).save_pretrained(bare)
    BertTokenizer(str(bare / "vocab.txt")).save_pretrained(bare)
    whole = SentenceTransformer(
        modules=[Transformer(str(bare)), Pooling(16)], prompts=dict(prompts or {}), device="cpu"
    )
    whole.save(str(folder / "model"))
    return folder / "model"
