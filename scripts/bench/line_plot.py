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
    sure.plot([1e-4, 1], [1e-4, 1], color="#999", linewidth=1)
    for name in names:
        bins = result["calibration"][name]["bins"]
        doubt, wrong = ([max(1 - each[key], 1e-4) for each in bins] for key in ("confidence", "right"))
        sure.plot(doubt, wrong, "o-", markersize=3, color=COLOURS.get(name), label=name)
    sure.set_xscale("log")
    sure.set_yscale("log")
    sure.set_xlabel("doubt of a character (1 - confidence)")
    sure.set_ylabel("share of characters wrong")
    values = [result["cost"][name]["cpu_per_page"] for name in names]
    bars = cpu.bar(range(len(names)), values, color=[COLOURS.get(name) for name in names])
    cpu.bar_label(bars, fmt="%.3g", fontsize=8)
    cpu.set_yscale("log")
    cpu.set_xticks(range(len(names)), names, rotation=35, ha="right", fontsize=8)
    cpu.set_ylabel("CPU seconds a page of 45 lines")
    figure.tight_layout()
    figure.savefig(file)
