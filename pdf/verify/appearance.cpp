#include "pdf/verify/appearance.h"

#include <array>
#include <map>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>
#include <vector>

#include <fmt/format.h>

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

constexpr long long longest_stream = 64 << 10;  // packed; our own have under 2 KiB
constexpr std::size_t most_operands = 1000;
constexpr int deepest = 4;  // forms in forms: some makers wrap an appearance in layers

// How light an operator makes what follows, 0 to 1.
double lightness(const std::string& operation, const std::vector<double>& n) {
  const auto grey = [](double r, double g, double b) { return 0.3 * r + 0.59 * g + 0.11 * b; };
  if ((operation == "g" || operation == "G") && n.size() == 1) return n[0];
  if ((operation == "rg" || operation == "RG") && n.size() == 3) return grey(n[0], n[1], n[2]);
  if ((operation == "k" || operation == "K") && n.size() == 4)
    return grey(1 - n[0], 1 - n[1], 1 - n[2]) * (1 - n[3]);
  return 1;
}

class TextOnly : public Object::ParserCallbacks {
 public:
  void handleObject(Object object) override {
    if (!object.isOperator()) {
      if (numbers_.size() < most_operands && object.isNumber())
        numbers_.push_back(object.getNumericValue());
      return;
    }
    const std::string operation = object.getOperatorValue();
    check(operation);
    numbers_.clear();
    if (!problem.empty()) terminateParsing();
  }
  void handleEOF() override {}

  std::string problem;
  bool draws_forms = false;

 private:
  void check(const std::string& operation) {
    static const std::set<std::string> plain = {
        "q",  "Q",  "cm", "BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Ts",  "Td",  "TD",
        "Tm", "T*", "Tj", "TJ", "'",  "\"", "re", "W",  "W*", "n",  "BMC", "BDC", "EMC"};
    static const std::set<std::string> colours = {"g", "G", "rg", "RG", "k", "K"};
    constexpr double darkest_light = 0.6;
    if (plain.contains(operation)) return;
    if (operation == "Do") {
      draws_forms = true;
    } else if (operation == "Tr" && numbers_ == std::vector<double>{0}) {
      return;
    } else if (!colours.contains(operation)) {
      problem = "it draws more than text: " + operation.substr(0, 8);
    } else if (lightness(operation, numbers_) > darkest_light) {
      problem = "its text is light and could hide what is below it";
    }
  }

  std::vector<double> numbers_;
};

std::string check_fonts(Object fonts) {
  if (fonts.isNull()) return {};
  if (!fonts.isDictionary()) return "its fonts cannot be read";
  for (const auto& [name, font] : fonts.getDictAsMap()) {
    Object copy = font;
    if (!copy.isDictionary() || copy.getKey("/Subtype").isNameAndEquals("/Type3"))
      return "a font of it draws more than letters";
  }
  return {};
}

bool only_keys(Object dictionary, const std::set<std::string>& allowed) {
  for (const auto& key : dictionary.getKeys())
    if (!allowed.contains(key)) return false;
  return true;
}

std::string check_form(Object form, int depth);

std::string check_resources(Object resources, bool draws_forms, int depth) {
  if (resources.isNull()) return {};
  if (!resources.isDictionary() || !only_keys(resources, {"/Font", "/ProcSet", "/XObject"}))
    return "it uses more than fonts";
  if (std::string why = check_fonts(resources.getKey("/Font")); !why.empty()) return why;
  Object forms = resources.getKey("/XObject");
  if (!draws_forms || forms.isNull()) return {};
  if (!forms.isDictionary()) return "its parts cannot be read";
  for (const auto& [name, part] : forms.getDictAsMap())
    if (std::string why = check_form(part, depth + 1); !why.empty()) return why;
  return {};
}

std::string check_form(Object form, int depth) {
  static const std::set<std::string> allowed = {"/Type",      "/Subtype", "/FormType",
                                                "/BBox",      "/Matrix",  "/Length",
                                                "/Resources", "/Filter",  "/DecodeParms"};
  if (depth > deepest) return "it is nested too deeply";
  if (!form.isStream()) return "it is no stream";
  Object dictionary = form.getDict();
  if (!dictionary.getKey("/Subtype").isNameAndEquals("/Form") || !only_keys(dictionary, allowed))
    return "it is more than a plain form";
  Object length = dictionary.getKey("/Length");
  if (!length.isInteger() || length.getIntValue() > longest_stream) return "it is too long";
  TextOnly text;
  Object::parseContentStream(form, &text);
  if (!text.problem.empty()) return text.problem;
  return check_resources(dictionary.getKey("/Resources"), text.draws_forms, depth);
}

}  // namespace

std::string beyond_text(QPDFObjectHandle form) { return check_form(form, 0); }

}  // namespace sohoa::pdf
