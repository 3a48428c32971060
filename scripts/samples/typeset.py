"""Text set by Pango the same way everywhere: no hinting, no letters borrowed from another font."""
import cairo
import gi

gi.require_version("Pango", "1.0")
gi.require_version("PangoCairo", "1.0")
from gi.repository import Pango, PangoCairo  # noqa: E402

ALIGN = {"left": Pango.Alignment.LEFT, "centre": Pango.Alignment.CENTER, "right": Pango.Alignment.RIGHT}


def layout(context, dpi, font, markup, width=None, align="left", justify=False, indent=0.0, leading=1.0):
    """A Pango layout; `font` as "Family 13.5", width and indent in millimetres. Letters that the font lacks stay unknown."""
    result = PangoCairo.create_layout(context)
    options = cairo.FontOptions()
    options.set_hint_style(cairo.HINT_STYLE_NONE)
    options.set_hint_metrics(cairo.HINT_METRICS_OFF)
    PangoCairo.context_set_font_options(result.get_context(), options)
    PangoCairo.context_set_resolution(result.get_context(), dpi)
    result.set_font_description(Pango.FontDescription(font))
    if width:
        result.set_width(round(width * dpi / 25.4 * Pango.SCALE))
    result.set_alignment(ALIGN[align])
    result.set_justify(justify)
    result.set_indent(round(indent * dpi / 25.4 * Pango.SCALE))
    result.set_line_spacing(leading)
    result.set_markup(f'<span fallback="false">{markup}</span>', -1)
    return result
