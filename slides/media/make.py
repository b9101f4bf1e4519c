#!/usr/bin/env python3
"""Makes the films of `slides/video.yaml` and of the tests. They are drawn and played here, by us.

Needs Pillow and ffmpeg. The films in the repository are the output of ffmpeg 5.1.9.
"""

import math
import pathlib
import struct
import subprocess
import wave

from PIL import Image, ImageDraw

HERE = pathlib.Path(__file__).parent
SCALE = 2
SIZE = (640, 360)
RATE = 12
SECONDS = 6
SKY, HILL, BANK = (226, 238, 242), (172, 198, 178), (120, 128, 118)
WATER, LOW_WATER, WALL, GATE = (52, 124, 156), (36, 98, 128), (94, 100, 104), (178, 88, 44)
BOAT, CABIN, LINE = (250, 248, 240), (206, 62, 48), (40, 48, 54)


def ease(share):
    """A smooth step from 0 to 1."""
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def draw_lock(time, size=SIZE):
    """A boat enters a lock from the left, rises with the water, and leaves to the right."""
    picture = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), SKY)
    draw = ImageDraw.Draw(picture)

    def box(left, top, right, bottom, colour):
        if bottom > top:
            draw.rectangle([value * SCALE for value in (left, top, right, bottom)], colour)

    def shape(points, colour):
        draw.polygon([(x * SCALE, y * SCALE) for x, y in points], colour)

    hills = [(x, 190 - 24 * math.sin(x / 90) - 10 * math.sin(x / 37)) for x in range(0, 641, 8)]
    shape([(0, 360), *hills, (640, 360)], HILL)
    low, high = 268, 196
    level = low + (high - low) * ease((time - 2.0) / 1.8)
    box(0, low, 205, 360, LOW_WATER)
    box(205, level, 435, 360, WATER)
    box(435, high, 640, 360, WATER)
    box(0, 328, 640, 360, BANK)
    box(435, 318, 640, 360, BANK)
    boat = -20 + 330 * ease(time / 1.9) + 330 * ease((time - 4.2) / 1.8)
    surface = level if boat > 200 else low
    if boat > 435:
        surface = high
    surface += 1.2 * math.sin(time * 4)
    for left, is_open in ((199, time < 1.9), (429, time > 3.9)):
        box(left, 176, left + 12, 340, WALL)
        top = 176 if not is_open else 300
        box(left + 2, top, left + 10, 338, GATE)
        if is_open:
            is_left = left < 300
            top = low if is_left else high
            box(left, top, left + 12, 300, LOW_WATER if is_left else WATER)
    shape([(boat - 42, surface - 12), (boat + 46, surface - 12), (boat + 34, surface + 9),
           (boat - 34, surface + 9)], BOAT)
    box(boat - 20, surface - 32, boat + 12, surface - 12, CABIN)
    for window in (-14, -2):
        box(boat + window, surface - 27, boat + window + 8, surface - 19, BOAT)
    box(boat + 4, surface - 44, boat + 9, surface - 32, LINE)
    return picture.resize(size, Image.LANCZOS)


def write_film():
    """Writes the film in two formats, and its poster."""
    size = f"{SIZE[0]}x{SIZE[1]}"
    start = ["ffmpeg", "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24",
             "-s", size, "-r", str(RATE), "-i", "-", "-f", "lavfi", "-i",
             f"anoisesrc=color=brown:amplitude=0.2:seed=1:duration={SECONDS}"]
    exact = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact",
             "-map_metadata", "-1"]
    frames = [draw_lock(frame / RATE) for frame in range(SECONDS * RATE)]
    raw = b"".join(frame.tobytes() for frame in frames)
    mp4 = ["-c:v", "libx264", "-preset", "veryslow", "-crf", "33", "-pix_fmt", "yuv420p",
           "-c:a", "aac", "-b:a", "16k", "-ac", "1", "-movflags", "+faststart"]
    webm = ["-c:v", "libvpx", "-crf", "34", "-b:v", "60k", "-c:a", "libopus", "-b:a", "8k"]
    subprocess.run([*start, *mp4, *exact, HERE / "lock.mp4"], input=raw, check=True)
    tiny = [frame.resize((160, 90)) for frame in frames]
    start[start.index(size)] = "160x90"
    subprocess.run([*start, *webm, *exact, HERE / "lock.webm"],
                   input=b"".join(frame.tobytes() for frame in tiny), check=True)
    draw_lock(3.1, (1280, 720)).save(HERE / "lock.jpg", quality=82, optimize=True)


def write_gif():
    """Writes an animated picture: a float on the waves of a level gauge."""
    frames = []
    for index in range(16):
        picture = Image.new("RGB", (480, 320), SKY)
        draw = ImageDraw.Draw(picture)
        level = 190 - 70 * math.sin(index / 16 * math.tau)
        draw.rectangle([0, level, 480, 320], WATER)
        draw.rectangle([200, 20, 280, 320], (250, 250, 246), LINE, 3)
        for mark in range(8):
            width = 46 if mark % 2 == 0 else 26
            draw.rectangle([204, 44 + mark * 34, 204 + width, 50 + mark * 34], LINE)
        draw.rectangle([201, level, 279, 320], (118, 168, 190))
        draw.ellipse([300, level - 26, 352, level + 26], CABIN)
        draw.rectangle([300, level - 5, 352, level + 5], BOAT)
        frames.append(picture.quantize(24, dither=Image.Dither.NONE))
    frames[0].save(HERE / "gauge.gif", save_all=True, append_images=frames[1:], duration=90,
                   loop=0, optimize=True)


def write_song():
    """Writes a recording: a bird that we whistle with sine waves."""
    rate, seconds = 16000, 3
    samples = []
    for index in range(rate * seconds):
        time = index / rate
        beat = time % 0.75
        loud = max(0.0, math.sin(beat / 0.28 * math.pi)) if beat < 0.28 else 0.0
        pitch = 2300 + 900 * math.sin(beat * 34)
        samples.append(int(9000 * loud * math.sin(math.tau * pitch * beat)))
    path = HERE / "bird.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", "-i", path, "-b:a", "24k", "-fflags",
                    "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1",
                    HERE / "bird.mp3"], check=True)
    path.unlink()


write_film()
write_gif()
write_song()
