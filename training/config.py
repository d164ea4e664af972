"""Sizes and paths of the recipe. Everything that a run may change lives here."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

TRAINING_DIR = Path(__file__).resolve().parent
REPO_DIR = TRAINING_DIR.parent
OUT_DIR = TRAINING_DIR / "out"
PUBLISH_DIR = REPO_DIR / "public" / "models" / "tiny-coder"
PUBLISHED_LOG = TRAINING_DIR / "published-log.txt"
"""How the published weights came about: the log of their last training."""
BUNDLED_PATH = REPO_DIR / "src" / "problems" / "bundled.json"
FREE_PATH = REPO_DIR / "src" / "problems" / "freely-worded.json"
FIXTURE_PATH = REPO_DIR / "test" / "fixtures" / "signal-format-v1.json"

PROMPT_FORMAT = "v1"


@dataclass(frozen=True)
class ModelConfig:
    """Shape of the Qwen2-style decoder; names are those of the Hub's config.json."""

    vocab_size: int = 1024
    hidden_size: int = 256
    num_hidden_layers: int = 6
    num_attention_heads: int = 4
    num_key_value_heads: int = 1
    intermediate_size: int = 640
    rope_theta: float = 10000.0
    rms_norm_eps: float = 1e-6
    max_position_embeddings: int = 2048

    @property
    def head_dim(self) -> int:
        """Width of one attention head."""
        return self.hidden_size // self.num_attention_heads

    def to_dict(self) -> dict[str, int | float]:
        """The fields as plain JSON values."""
        return asdict(self)


WIDER_MODEL = ModelConfig(hidden_size=320, num_hidden_layers=7, num_attention_heads=5, intermediate_size=768)
"""For machines with an accelerator: as large as a download of 8 MB allows."""
SMOKE_MODEL = ModelConfig(hidden_size=64, num_hidden_layers=2, num_attention_heads=2,
                          num_key_value_heads=1, intermediate_size=128)
