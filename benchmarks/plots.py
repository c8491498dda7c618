"""Draw docs/images/*.svg from the reports of the other benchmarks.

    python benchmarks/plots.py

Needs the dependency group `benchmarks` (matplotlib). A picture whose report is not there is left as it
is. The same reports give the same bytes. The ground is white, so that the pictures can be read on a
dark page too.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

try:
    import matplotlib as mpl
except ImportError:
    sys.exit("plots.py needs the dependency group: pip install --group benchmarks")
mpl.use("svg")
from matplotlib import pyplot as plt

REPORTS = Path(__file__).parent / "reports"
IMAGES = Path(__file__).parent.parent / "docs" / "images"
INK, FAINT, OURS, SECOND = "#1f2328", "#8b949e", "#0b57d0", "#c2410c"
RIVALS = ("#7a5c00", "#0f766e", "#be123c", "#a21caf", "#b45309", "#4d7c0f", "#475569")
STYLE = {
    "svg.hashsalt": "wenzhai",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["Helvetica", "Arial", "DejaVu Sans"],
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.titlesize": 12.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}


def read_report(name: str) -> Any:
    path = REPORTS / f"{name}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def save(figure: plt.Figure, name: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    path = IMAGES / f"{name}.svg"
    figure.savefig(path, metadata={"Date": None}, bbox_inches="tight", pad_inches=0.15)
    plt.close(figure)
    text = "\n".join(line.rstrip() for line in path.read_text("utf-8").splitlines())
    path.write_text(f"{text}\n", "utf-8")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


def draw_curve(rows: list[dict], validated: list[dict]) -> None:
    """Precision against recall on the bilingual stream: a line for each way's settings, a point and the
    F1 at its best."""
    figure, axes = plt.subplots(figsize=(7.8, 5.6))
    left, low = 0.5, 0.6
    for f1 in (0.7, 0.8, 0.9):
        recall = np.linspace(f1 / (2 - f1) + 1e-6, 1, 80)
        precision = f1 * recall / (2 * recall - f1)
        axes.plot(recall, precision, color="#d0d7de", lw=0.7, zorder=0)
        if f1 / (2 - f1) > low:
            axes.text(1.004, f1 / (2 - f1), f"F1 {f1:.1f}", color=FAINT, fontsize=9, va="center")
    lines = [
        (np.array(row["curve"]), row["b3"], row["way"], colour)
        for row, colour in zip(rivals_of(rows), RIVALS, strict=False)
    ]
    if validated:
        best = max(validated, key=lambda at: at["b3_f1"])
        curve = np.array([(at["b3_r"], at["b3_p"]) for at in validated])
        name = "ours, cross-validated"
        lines.append((curve, (best["b3_p"], best["b3_r"], best["b3_f1"]), name, OURS))
    else:
        lines += [
            (np.array([[r["b3"][1], r["b3"][0]]]), r["b3"], "ours (in sample)", OURS)
            for r in rows
            if r["way"] == "ours, as shipped"
        ]
    for curve, (precision, recall, f1), name, colour in lines:
        own = colour == OURS
        inside = curve[(curve[:, 0] >= left - 0.05) & (curve[:, 1] >= low - 0.05)]
        axes.plot(
            inside[:, 0],
            inside[:, 1],
            color=colour,
            lw=2.4 if own else 1.0,
            alpha=1 if own else 0.6,
        )
        axes.plot(recall, precision, "o", color=colour, ms=8 if own else 5, zorder=4)
        axes.annotate(
            f"{name} {f1:.3f}" if own or f1 < 0.8 else f"{name} {f1:.3f}".replace(", ", ",\n"),
            (recall, precision),
            (8, 8 if own else 3 if f1 < 0.8 else -7),
            textcoords="offset points",
            va="bottom" if own or f1 < 0.8 else "top",  # between two curves
            zorder=2,
            color=colour,
            fontsize=10.5 if own else 9,
            weight="bold" if own else "normal",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8},
        )
    axes.set(xlim=(left, 1), ylim=(low, 1), xlabel="B-cubed recall", ylabel="B-cubed precision")
    axes.set_title("Bilingual stream: precision and recall, with the best F1 of each way")
    save(figure, "grouping-curve")


def rivals_of(rows: list[dict]) -> list[dict]:
    return [row for row in rows if not row["way"].startswith("ours")]


def draw_comparison(rows: list[dict], validated: list[dict]) -> None:
    """B-cubed F1 and cross-lingual pair F1 of each way."""
    ways = [(r["way"], r["b3"][2], r["across"][2]) for r in rivals_of(rows)]
    if validated:
        best = max(validated, key=lambda at: at["b3_f1"])
        ways.append(("ours, cross-validated", best["b3_f1"], best["across_f1"]))
    else:
        ways += [
            ("ours (in sample)", r["b3"][2], r["across"][2])
            for r in rows
            if r["way"] == "ours, as shipped"
        ]
    ways.sort(key=lambda way: way[1])
    figure, panes = plt.subplots(1, 2, figsize=(8.6, 0.42 * len(ways) + 1.1), sharey=True)
    for pane, column, title in zip(
        panes, (1, 2), ("B-cubed F1", "Cross-lingual pair F1"), strict=True
    ):
        values = [way[column] for way in ways]
        colours = [OURS if way[0].startswith("ours") else "#afb8c1" for way in ways]
        pane.barh(range(len(ways)), values, color=colours, height=0.66)
        for place, value in enumerate(values):
            pane.text(value + 0.012, place, f"{value:.3f}", va="center", fontsize=10)
        pane.set(xlim=(0, 1.13), xticks=[])
        pane.set_title(title)
        pane.spines["bottom"].set_visible(False)
        pane.spines["left"].set_visible(False)
        pane.tick_params(length=0)
    panes[0].set_yticks(range(len(ways)), [way[0] for way in ways])
    figure.tight_layout(w_pad=1.0)
    save(figure, "grouping-comparison")


def draw_calibration(report: dict) -> None:
    """How often pairs given a probability are right, by tenths."""
    points = report["calibration"]
    figure, axes = plt.subplots(figsize=(5.2, 4.6))
    axes.plot([0, 1], [0, 1], color="#d0d7de", lw=1)
    given, right = [at["p"] for at in points], [at["right"] for at in points]
    axes.plot(given, right, "-", color=OURS, lw=1.4)
    axes.scatter(
        given, right, s=[18 + 14 * np.log10(max(at["n"], 1)) for at in points], color=OURS, zorder=3
    )
    for at in points:
        axes.annotate(
            f"{at['n']:,}",
            (at["p"], at["right"]),
            (7, -9),
            textcoords="offset points",
            fontsize=8.5,
            color=FAINT,
        )
    axes.set(
        xlim=(-0.02, 1.05),
        ylim=(-0.02, 1.05),
        xlabel="probability given",
        ylabel="share that is one event (beside: pairs)",
    )
    axes.set_title(f"Calibration of pairs: error {report['ece']:.3f}")
    save(figure, "grouping-calibration")


def draw_ablation(report: dict) -> None:
    """What is lost without each kind of evidence."""
    rows = report["ablation"]
    whole = next((row for row in rows if not row["without"] or row["without"] == "nothing"), None)
    parts = [row for row in rows if row is not whole]
    if not parts:
        return
    best = max(report["bars"], key=lambda at: at["b3_f1"])
    base = whole or {"b3_f1": best["b3_f1"], "across_f1": best["across_f1"]}
    parts.sort(key=lambda row: base["b3_f1"] - row["b3_f1"] + base["across_f1"] - row["across_f1"])
    figure, panes = plt.subplots(1, 2, figsize=(8.6, 0.36 * len(parts) + 1.2), sharey=True)
    for pane, key, title in zip(
        panes,
        ("b3_f1", "across_f1"),
        ("B-cubed F1 lost", "Cross-lingual pair F1 lost"),
        strict=True,
    ):
        lost = [round(base[key] - row[key], 4) for row in parts]
        pane.barh(
            range(len(parts)),
            lost,
            color=[OURS if value >= 0 else SECOND for value in lost],
            height=0.64,
        )
        most = max(0.005, *(abs(value) for value in lost))
        for place, value in enumerate(lost):
            side = "left" if value >= 0 else "right"
            pane.text(
                value + (most if value >= 0 else -most) * 0.03,
                place,
                f"{value:+.3f}".replace("+", ""),
                va="center",
                ha=side,
                fontsize=10,
            )
        pane.axvline(0, color=FAINT, lw=0.8)
        pane.set(
            xlim=(
                min(0.0, *lost) - most * (0.4 if min(lost) < 0 else 0.02),
                max(0.0, *lost) + most * 0.25,
            ),
            xticks=[],
        )
        pane.set_title(f"{title} (of {base[key]:.3f})")
        pane.spines["bottom"].set_visible(False)
        pane.spines["left"].set_visible(False)
        pane.tick_params(length=0)
    panes[0].set_yticks(
        range(len(parts)), [row["without"].removeprefix("without ") for row in parts]
    )
    figure.supylabel("without", fontsize=10, color=FAINT)
    figure.tight_layout(w_pad=1.0)
    save(figure, "grouping-ablation")


def draw_growth(report: dict) -> None:
    """CPU seconds against entries, both logarithmic."""
    figure, axes = plt.subplots(figsize=(7.0, 4.6))
    lines = (
        (
            "path",
            report["path_exponent"],
            OURS,
            "the newsroom's path,\nrelevance and then what is on the beat",
        ),
        ("alone", report["alone_exponent"], SECOND, "grouping alone,\nas if all were on the beat"),
    )
    for key, exponent, colour, words in lines:
        sizes = [row["entries"] for row in report[key]]
        seconds = [row["seconds"] for row in report[key]]
        axes.plot(sizes, seconds, "o-", color=colour, lw=2, ms=5)
        axes.annotate(
            f"{words}:\ngrows as $n^{{{exponent:.2f}}}$", (sizes[-1], seconds[-1]), (10, 4), textcoords="offset points",
            color=colour, va="top", fontsize=10, annotation_clip=False,
        )  # fmt: skip
    first = report["path"][0]
    sizes = np.array([row["entries"] for row in report["path"]])
    axes.plot(sizes, first["seconds"] * (sizes / sizes[0]) ** 1.1, "--", color=FAINT, lw=1)
    axes.annotate(
        "$n^{1.1}$",
        (sizes[-1], first["seconds"] * (sizes[-1] / sizes[0]) ** 1.1),
        (6, 6),
        textcoords="offset points",
        color=FAINT,
        fontsize=10,
    )
    axes.set(xscale="log", yscale="log", xlabel="entries", ylabel="CPU seconds")
    axes.xaxis.set_major_formatter(mpl.ticker.FuncFormatter(lambda n, _: f"{n:,.0f}"))
    axes.yaxis.set_major_formatter(mpl.ticker.FuncFormatter(lambda n, _: f"{n:g}"))
    ticks = sorted({row["entries"] for key in ("path", "alone") for row in report[key]})
    axes.set_xticks(ticks, [f"{n:,}" for n in ticks], fontsize=9)
    axes.minorticks_off()
    axes.set_title("Cost as the archive grows")
    save(figure, "growth")


def main() -> None:
    plt.rcParams.update(STYLE)
    model = read_report("pair_model")
    if rivals := read_report("rivals"):
        draw_curve(rivals["bilingual"], (model or {}).get("bars", []))
        draw_comparison(rivals["bilingual"], (model or {}).get("bars", []))
    if model:
        draw_calibration(model)
        draw_ablation(model)
    if growth := read_report("growth"):
        draw_growth(growth)


if __name__ == "__main__":
    main()
