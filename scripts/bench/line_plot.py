"""The figures of bench-recogniser as a picture: errors by condition, confidence, CPU. Needs Debian's python3-matplotlib."""
COLOURS = {"sohoa": "#17406d", "sohoa, vie": "#1f77b4", "tesseract, ours": "#d6a45f", "tesseract": "#ff7f0e", "asterocr": "#7f7f7f"}
LEAST = 0.01  # per cent: what the logarithmic axis shows for no error at all


def draw(result, file):
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    figure, (errors, sure, cpu) = pyplot.subplots(1, 3, figsize=(17, 4.6), gridspec_kw={"width_ratios": [3, 1.2, 1]})
    names = list(result["engines"])
    conditions = list(result["conditions"])
    for number, name in enumerate(names):
        rates = [100 * result["errors"][condition][name]["cer"] for condition in conditions]
        places = [place + number * 0.8 / len(names) for place in range(len(conditions))]
        errors.bar(places, [max(rate, LEAST) for rate in rates], 0.8 / len(names), label=result["engines"][name]["what"], color=COLOURS.get(name))
    errors.set_yscale("log")
    errors.set_xticks([place + 0.4 for place in range(len(conditions))], conditions, rotation=35, ha="right", fontsize=8)
    errors.set_ylabel("character error rate of lines, %")
    errors.legend(fontsize=7)
    sure.plot([0, 1], [0, 1], color="#999", linewidth=1)
    for name in names:
        bins = result["calibration"][name]["bins"]
        sure.plot([each["confidence"] for each in bins], [each["right"] for each in bins], "o-", markersize=3, color=COLOURS.get(name), label=name)
    sure.set_xlabel("a character's confidence")
    sure.set_ylabel("share of characters right")
    values = [result["cost"][name]["cpu_per_page"] for name in names]
    bars = cpu.bar(range(len(names)), values, color=[COLOURS.get(name) for name in names])
    cpu.bar_label(bars, fmt="%.2f", fontsize=8)
    cpu.set_yscale("log")
    cpu.set_xticks(range(len(names)), names, rotation=35, ha="right", fontsize=8)
    cpu.set_ylabel("CPU seconds a page of 45 lines")
    figure.tight_layout()
    figure.savefig(file)
