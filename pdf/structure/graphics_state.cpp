#include "pdf/structure/graphics_state.h"

#include <algorithm>
#include <array>
#include <qpdf/QPDFObjectHandle.hh>

#include "pdf/structure/images.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

constexpr std::array<std::string_view, 17> blend_modes = {
    "/Normal",    "/Compatible", "/Multiply",   "/Screen",    "/Overlay",   "/Darken",
    "/Lighten",   "/ColorDodge", "/ColorBurn",  "/HardLight", "/SoftLight", "/Difference",
    "/Exclusion", "/Hue",        "/Saturation", "/Color",     "/Luminosity"};

void check_halftone(Object halftone, const std::string& colorant, int depth, Findings& findings) {
  Object dictionary = halftone.isStream() ? halftone.getDict() : halftone;
  if (!dictionary.isDictionary()) return;
  Object type = dictionary.getKey("/HalftoneType");
  findings.expect(type.isInteger() && (type.getIntValue() == 1 || type.getIntValue() == 5),
                  "6.2.5-4", "a halftone of a type that may not be");
  findings.expect(!dictionary.hasKey("/HalftoneName"), "6.2.5-5", "a halftone has a name");
  const bool primary = colorant.empty() || colorant == "/Cyan" || colorant == "/Magenta" ||
                       colorant == "/Yellow" || colorant == "/Black";
  if (colorant != "/Default")
    findings.expect(dictionary.hasKey("/TransferFunction") != primary, "6.2.5-6",
                    "a halftone's transfer function is there where it may not be, or lacks");
  if (depth > 0 || !type.isInteger() || type.getIntValue() != 5) return;
  for (const auto& key : dictionary.getKeys())
    if (key != "/Type" && key != "/HalftoneType" && key != "/HalftoneName")
      check_halftone(dictionary.getKey(key), key, depth + 1, findings);
}

bool blends(Object mode, Findings& findings) {
  const auto check = [&](Object name) {
    const bool known = name.isName() && std::find(blend_modes.begin(), blend_modes.end(),
                                                  name.getName()) != blend_modes.end();
    findings.expect(known, "6.2.10-1", "a blend mode that is not known");
    return !name.isNameAndEquals("/Normal") && !name.isNameAndEquals("/Compatible");
  };
  if (!mode.isArray()) return check(mode);
  bool any = false;
  for (auto& name : mode.getArrayAsVector()) any = check(name) || any;
  return any;
}

bool is_true(Object value) { return value.isBool() && value.getBoolValue(); }

}  // namespace

bool set_graphics_state(const QPDFObjectHandle& dictionary, Overprint& overprint,
                        Findings& findings) {
  Object state = dictionary;
  findings.expect(!state.hasKey("/TR"), "6.2.5-1", "a graphics state has /TR");
  findings.expect(!state.hasKey("/TR2") || state.getKey("/TR2").isNameAndEquals("/Default"),
                  "6.2.5-2", "a graphics state has /TR2 other than Default");
  findings.expect(!state.hasKey("/HTP"), "6.2.5-3", "a graphics state has /HTP");
  check_halftone(state.getKey("/HT"), "", 0, findings);
  check_intent(state.getKey("/RI"), findings);
  if (state.hasKey("/OP")) overprint.stroke = overprint.fill = is_true(state.getKey("/OP"));
  if (state.hasKey("/op")) overprint.fill = is_true(state.getKey("/op"));
  if (state.getKey("/OPM").isInteger()) overprint.mode = state.getKey("/OPM").getIntValue();
  bool transparent = state.hasKey("/BM") && blends(state.getKey("/BM"), findings);
  for (const char* key : {"/CA", "/ca"}) {
    Object alpha = state.getKey(key);
    transparent = transparent || (alpha.isNumber() && alpha.getNumericValue() < 1);
  }
  Object mask = state.getKey("/SMask");
  return transparent || mask.isDictionary();
}

}  // namespace sohoa::pdf
