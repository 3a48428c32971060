"""The figures of a run as a picture: CPU, errors by profile, reliability. Needs Debian's python3-matplotlib."""
COLOURS = {"sohoa read": "#1f77b4", "sohoa digitize": "#17406d", "tesseract": "#ff7f0e", "ocrmypdf": "#2ca02c", "ocrmypdf pdf": "#98df8a"}


def draw(result, file):
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    figure, (cpu, errors, words) = pyplot.subplots(1, 3, figsize=(17, 4.6), gridspec_kw={"width_ratios": [1.1, 3, 1.1]})
    resolutions = list(result["cost"])
    readers = [name for name in result["readers"] if any(name in result["cost"][dpi] for dpi in resolutions)]
    for number, name in enumerate(readers):
        values = [result["cost"][dpi].get(name, {}).get("cpu_per_page", 0) for dpi in resolutions]
        places = [place + number * 0.8 / len(readers) for place in range(len(resolutions))]
        bars = cpu.bar(places, values, 0.8 / len(readers), label=name, color=COLOURS.get(name))
        cpu.bar_label(bars, fmt="%.2f", fontsize=7)
    cpu.set_xticks([place + 0.4 - 0.4 / len(readers) for place in range(len(resolutions))], [f"{dpi} dpi" for dpi in resolutions])
    cpu.set_ylabel("CPU seconds a page")
    cpu.legend(fontsize=7)
    profiles = [*result["profiles"], "all"]
    names = list(result["errors"]["all"])
    for number, name in enumerate(names):
        rates = [result["errors"][profile][name] for profile in profiles]
        places = [place + number * 0.8 / len(names) for place in range(len(profiles))]
        errors.bar(places, [max(100 * rate["cer"], 0.02) for rate in rates], 0.8 / len(names), label=name + (" (its PDF)" if name == "sohoa digitize" else ""), color=COLOURS.get(name))
        errors.plot(places, [max(100 * rate["line_cer"], 0.02) for rate in rates], "k_", markersize=5)
    errors.set_yscale("log")
    errors.set_xticks([place + 0.4 for place in range(len(profiles))], profiles, rotation=35, ha="right", fontsize=8)
    errors.set_ylabel("character error rate, % (stroke: order-tolerant)")
    errors.legend(fontsize=7)
    bins = result["reliability"]["bins"]
    words.plot([0, 1], [0, 1], color="#999", linewidth=1)
    words.plot([each["confidence"] for each in bins], [each["right"] for each in bins], "o-", color=COLOURS["sohoa read"])
    for each in bins:
        words.annotate(str(each["words"]), (each["confidence"], each["right"]), fontsize=6, textcoords="offset points", xytext=(3, -8))
    words.set_xlabel("a word's confidence")
    words.set_ylabel("share of words right")
    figure.tight_layout()
    figure.savefig(file)
