"""Preprocess and encode real photos without any of the app's code, to compare the app against.

    python bench/reference/preprocess.py --pack models/builtin --out DIR FILE...

For every photo it writes into DIR

    NNNN-name.tensor.npy      float32 [3, H, W], what the image tower is fed
    NNNN-name.embedding.npy   float32 [dim], unit length, what the tower answers

and `index.json`: the versions used and, in the order given, one record a photo with its upright size and those two
file names, or with the reason why it could not be read.

Independent means: nothing is shared with the app but the pack. Decoding is Pillow's own libjpeg, libpng, libwebp and
libtiff instead of libvips; orientation is ImageOps.exif_transpose; colours go to sRGB through LittleCMS by ImageCms;
resampling is Pillow's C code; geometry and arithmetic follow torchvision's documented rules in numpy; the tower runs
in onnxruntime for Python. What both sides must agree on is written in `pack.json` and in the comments below.

Where the two may rightly differ: CMYK without a profile (converted by a formula here), an orientation that is written
in XMP only (Pillow obeys it, libvips does not), and chroma upsampling of AVIF.

    pip install "pillow>=10" "numpy>=1.26" "onnxruntime>=1.20"
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import re
import sys
from pathlib import Path

import numpy as np
import PIL
from PIL import Image, ImageCms, ImageOps

# Before onnxruntime is loaded, which would report to its maker.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

Image.MAX_IMAGE_PIXELS = 300_000_000

FILTERS = {"bicubic": Image.Resampling.BICUBIC, "bilinear": Image.Resampling.BILINEAR}


def decode(source: str | Path | io.BytesIO, background: tuple[int, int, int]) -> Image.Image:
    """Read a photo as upright sRGB of mode RGB, transparency laid over the background."""
    with Image.open(source) as opened:
        opened.load()
        icc = opened.info.get("icc_profile")
        image = ImageOps.exif_transpose(opened)
    return over_background(to_srgb(eight_bit(image), icc), background)


def eight_bit(image: Image.Image) -> Image.Image:
    """Bring rare modes to L, LA, RGB, RGBA or CMYK with 8 bits a channel."""
    if image.mode == "I" or image.mode.startswith("I;16"):
        return Image.fromarray((np.clip(np.asarray(image), 0, 65535).astype(np.uint16) >> 8).astype(np.uint8))
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode in ("L", "RGB") and "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return image
    return image.convert("RGBA" if image.mode in ("PA", "La", "RGBa") else "RGB")


def to_srgb(image: Image.Image, icc: bytes | None) -> Image.Image:
    """Convert to sRGB (perceptual intent) by the embedded profile; without one, or with a broken one, assume sRGB."""
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colour = image.convert("L" if image.mode == "LA" else "RGB") if alpha is not None else image
    if icc is not None:
        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
            target = ImageCms.createProfile("sRGB")
            intent = ImageCms.Intent.PERCEPTUAL
            colour = ImageCms.profileToProfile(colour, profile, target, renderingIntent=intent, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # for example a grey photo that carries an RGB profile: the profile says nothing about these values
    rgb = colour.convert("RGB")
    if alpha is not None:
        rgb.putalpha(alpha)
    return rgb


def over_background(image: Image.Image, background: tuple[int, int, int]) -> Image.Image:
    """Lay an RGBA image over an opaque colour; RGB passes through."""
    if image.mode != "RGBA":
        return image
    canvas = Image.new("RGBA", image.size, (*background, 255))
    return Image.alpha_composite(canvas, image).convert("RGB")


def resize(image: Image.Image, size: tuple[int, int], interpolation: str) -> Image.Image:
    """Resample to (width, height), rows before columns.

    Up to 12.1 Pillow's own order, under which published models were trained. 12.2 turns it round for photos 100 times
    as high as wide, and 13 whenever the height shrinks by much more than the width. In two calls it is the same in all.
    """
    rows = image.resize((size[0], image.height), FILTERS[interpolation], reducing_gap=None)
    return rows.resize(size, FILTERS[interpolation], reducing_gap=None)


def plan(width: int, height: int, spec: dict) -> tuple[tuple[int, int], tuple[int, int]]:
    """Size to resize to and the (left, top) corner of the crop, by torchvision's Resize(int) and CenterCrop.

    With `cropPct` the shortest edge goes to floor(input / cropPct), as timm does it. Rectangles and padding are those of
    OpenCLIP and timm: a ratio for both edges, which are rounded. Below zero the corner says how much is padded.
    """
    across, down = width / spec["width"], height / spec["height"]
    if spec["resize"] == "longest-pad":
        ratio = max(across, down)
        fitted = (max(1, round(width / ratio)), max(1, round(height / ratio)))
        return fitted, (-((spec["width"] - fitted[0]) // 2), -((spec["height"] - fitted[1]) // 2))
    target = [math.floor(spec[edge] / spec.get("cropPct", 1)) for edge in ("width", "height")]
    if spec["resize"] == "squash":
        new_width, new_height = target
    elif target[0] != target[1]:
        ratio = min(width / target[0], height / target[1])
        new_width, new_height = round(width / ratio), round(height / ratio)
    else:
        short, long = (width, height) if width <= height else (height, width)
        longer = int(target[0] * long / short)
        new_width, new_height = (target[0], longer) if width <= height else (longer, target[0])
    left = int(round((new_width - spec["width"]) / 2.0))
    top = int(round((new_height - spec["height"]) / 2.0))
    return (new_width, new_height), (left, top)


def fit(image: Image.Image, spec: dict) -> np.ndarray:
    """Resize and crop or pad to the tower's input. Returns uint8 [H, W, 3]."""
    size, (left, top) = plan(image.width, image.height, spec)
    resized = np.asarray(resize(image, size, spec["interpolation"]))
    if spec["resize"] == "longest-pad":
        canvas = np.full((spec["height"], spec["width"], 3), spec.get("padColor", [0, 0, 0]), np.uint8)
        canvas[-top : size[1] - top, -left : size[0] - left] = resized
        return canvas
    return resized[top : top + spec["height"], left : left + spec["width"]]


def normalise(pixels: np.ndarray, spec: dict) -> np.ndarray:
    """(value * rescale - mean) / std in single precision, as published preprocessors do it. float32 [3, H, W].

    NHWC and BGR where the spec says so; u8 are the values as they are.
    """
    if spec.get("channels", "RGB") == "BGR":
        pixels = pixels[..., ::-1]
    if spec.get("dtype") == "u8":
        return np.ascontiguousarray(arranged(pixels, spec))
    values = pixels.astype(np.float32) * np.float32(spec["rescale"])
    values = (values - np.asarray(spec["mean"], np.float32)) / np.asarray(spec["std"], np.float32)
    return np.ascontiguousarray(arranged(values, spec))


def arranged(values: np.ndarray, spec: dict) -> np.ndarray:
    """[H, W, 3] as the layout of the tower asks."""
    return values if spec.get("layout", "NCHW") == "NHWC" else values.transpose(2, 0, 1)


def unit(vectors: np.ndarray) -> np.ndarray:
    """Scale the last axis to L2 norm 1, in double precision."""
    wide = vectors.astype(np.float64)
    return wide / np.linalg.norm(wide, axis=-1, keepdims=True)


class ImageTower:
    """The image side of a pack: preprocess by its manifest, encode with onnxruntime on the CPU."""

    def __init__(self, pack_dir: Path) -> None:
        import onnxruntime

        manifest = json.loads((pack_dir / "pack.json").read_text("utf-8"))
        self.spec = manifest["image"]
        if not self.spec["antialias"]:
            raise ValueError("Expected image.antialias true but received false")
        self.dtype = {"f32": np.float32, "f16": np.float16, "u8": np.uint8}[self.spec["dtype"]]
        model = str(pack_dir / self.spec["file"])
        self.session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])

    def preprocess(self, image: Image.Image) -> np.ndarray:
        return normalise(fit(image, self.spec), self.spec)

    def run(self, tensor: np.ndarray, output: str | None = None) -> np.ndarray:
        feed = {self.spec["input"]: tensor[None].astype(self.dtype)}
        return self.session.run([output or self.spec["output"]], feed)[0][0]

    def encode(self, tensor: np.ndarray) -> np.ndarray:
        return unit(self.run(tensor)).astype(np.float32)


def main() -> int:
    parser = argparse.ArgumentParser(description="Preprocess and encode photos independently of the app.")
    parser.add_argument("--pack", type=Path, required=True, help="folder of a model pack")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to; created when missing")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="photos")
    args = parser.parse_args()

    import onnxruntime

    tower = ImageTower(args.pack)
    args.out.mkdir(parents=True, exist_ok=True)
    records = []
    for number, path in enumerate(args.files):
        try:
            image = decode(path, tuple(tower.spec["alphaBackground"]))
        except Exception as error:  # whatever a decoder makes of a bad file: it is data, the others go on
            records.append({"file": str(path), "error": f"{type(error).__name__}: {error}"})
            continue
        tensor = tower.preprocess(image)
        name = f"{number:04d}-{re.sub(r'[^A-Za-z0-9._-]+', '_', path.stem)[:60]}"
        np.save(args.out / f"{name}.tensor.npy", tensor)
        np.save(args.out / f"{name}.embedding.npy", tower.encode(tensor))
        records.append(
            {
                "file": str(path),
                "width": image.width,
                "height": image.height,
                "tensor": f"{name}.tensor.npy",
                "embedding": f"{name}.embedding.npy",
            }
        )
    index = {
        "pack": json.loads((args.pack / "pack.json").read_text("utf-8"))["id"],
        "versions": {"pillow": PIL.__version__, "numpy": np.__version__, "onnxruntime": onnxruntime.__version__},
        "photos": records,
    }
    (args.out / "index.json").write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n", "utf-8")
    failed = sum("error" in record for record in records)
    print(f"{len(records) - failed} encoded, {failed} failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
