#include "pdf/structure/fonts.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <map>
#include <qpdf/QPDFObjectHandle.hh>

#include <fmt/format.h>

#include "pdf/structure/font_program.h"
#include "pdf/structure/to_unicode.h"
#include "pdf/structure/tokens.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

constexpr int invisible = 3;  // text rendering mode
constexpr std::size_t most_fonts = 10'000;

// ISO 32000-1, table 118: the CMaps that need not be in the file.
constexpr std::array<std::string_view, 61> known_cmaps = {"/83pv-RKSJ-H",
                                                          "/90ms-RKSJ-H",
                                                          "/90ms-RKSJ-V",
                                                          "/90msp-RKSJ-H",
                                                          "/90msp-RKSJ-V",
                                                          "/90pv-RKSJ-H",
                                                          "/Add-RKSJ-H",
                                                          "/Add-RKSJ-V",
                                                          "/B5pc-H",
                                                          "/B5pc-V",
                                                          "/CNS-EUC-H",
                                                          "/CNS-EUC-V",
                                                          "/ETen-B5-H",
                                                          "/ETen-B5-V",
                                                          "/ETenms-B5-H",
                                                          "/ETenms-B5-V",
                                                          "/EUC-H",
                                                          "/EUC-V",
                                                          "/Ext-RKSJ-H",
                                                          "/Ext-RKSJ-V",
                                                          "/GB-EUC-H",
                                                          "/GB-EUC-V",
                                                          "/GBK-EUC-H",
                                                          "/GBK-EUC-V",
                                                          "/GBK2K-H",
                                                          "/GBK2K-V",
                                                          "/GBKp-EUC-H",
                                                          "/GBKp-EUC-V",
                                                          "/GBpc-EUC-H",
                                                          "/GBpc-EUC-V",
                                                          "/H",
                                                          "/HKscs-B5-H",
                                                          "/HKscs-B5-V",
                                                          "/Identity-H",
                                                          "/Identity-V",
                                                          "/KSC-EUC-H",
                                                          "/KSC-EUC-V",
                                                          "/KSCms-UHC-H",
                                                          "/KSCms-UHC-HW-H",
                                                          "/KSCms-UHC-HW-V",
                                                          "/KSCms-UHC-V",
                                                          "/KSCpc-EUC-H",
                                                          "/UniCNS-UCS2-H",
                                                          "/UniCNS-UCS2-V",
                                                          "/UniCNS-UTF16-H",
                                                          "/UniCNS-UTF16-V",
                                                          "/UniGB-UCS2-H",
                                                          "/UniGB-UCS2-V",
                                                          "/UniGB-UTF16-H",
                                                          "/UniGB-UTF16-V",
                                                          "/UniJIS-UCS2-H",
                                                          "/UniJIS-UCS2-HW-H",
                                                          "/UniJIS-UCS2-HW-V",
                                                          "/UniJIS-UCS2-V",
                                                          "/UniJIS-UTF16-H",
                                                          "/UniJIS-UTF16-V",
                                                          "/UniKS-UCS2-H",
                                                          "/UniKS-UCS2-V",
                                                          "/UniKS-UTF16-H",
                                                          "/UniKS-UTF16-V",
                                                          "/V"};
constexpr std::array<std::string_view, 14> standard_fonts = {
    "/Courier",     "/Courier-Bold",   "/Courier-Oblique",   "/Courier-BoldOblique",
    "/Helvetica",   "/Helvetica-Bold", "/Helvetica-Oblique", "/Helvetica-BoldOblique",
    "/Times-Roman", "/Times-Bold",     "/Times-Italic",      "/Times-BoldItalic",
    "/Symbol",      "/ZapfDingbats"};

template <std::size_t size>
bool is_one_of(Object name, const std::array<std::string_view, size>& names) {
  return name.isName() && std::find(names.begin(), names.end(), name.getName()) != names.end();
}

bool is_named(Object object, const char* name) { return object.isNameAndEquals(name); }

Object value_of(Object dictionary, const char* key) {
  return dictionary.isDictionary() ? dictionary.getKey(key) : Object::newNull();
}

std::optional<double> number(Object object) {
  if (!object.isNumber()) return std::nullopt;
  return object.getNumericValue();
}

}  // namespace

struct Fonts::Use {
  Object font = Object::newNull();
  bool composite = false, identity = false;  // Type 0; with two bytes a code that are the CID
  bool shown = false, visible = false, procedures_taken = false;
  std::bitset<65536> codes, visible_codes;
};

struct Fonts::Account {
  bool unicode;
  Findings& findings;
  std::map<std::string, std::unique_ptr<Use>> uses;  // by object number, or what a direct one says

  void check(Use& use);
  void check_simple(Use& use);
  void check_simple_truetype(Use& use, Object descriptor, const FontProgram* program);
  void check_simple_widths(Use& use, const FontProgram& program);
  void check_simple_unicode(Use& use, bool symbolic);
  void check_composite(Use& use);
  void check_cmap(Object encoding, Object system);
  void check_glyphs(Use& use, Object font, const FontProgram* program);
  void check_unicode(Use& use, bool own_collection);
  void check_value(const std::string& value);
  std::unique_ptr<FontProgram> check_program(Use& use, Object font);
};

Fonts::Fonts(bool unicode, Findings& findings) : account_(new Account{unicode, findings, {}}) {}
Fonts::~Fonts() = default;

Fonts::Use* Fonts::use_of(const QPDFObjectHandle& font) {
  Object object = font;
  if (!object.isDictionary() || account_->uses.size() > most_fonts) return nullptr;
  auto& use = account_->uses[object.isIndirect() ? object.unparse() : object.unparseResolved()];
  if (use) return use.get();
  use = std::make_unique<Use>();
  use->font = object;
  use->composite = is_named(object.getKey("/Subtype"), "/Type0");
  Object encoding = object.getKey("/Encoding");
  use->identity = is_named(encoding, "/Identity-H") || is_named(encoding, "/Identity-V");
  return use.get();
}

void Fonts::show(Use& use, std::string_view codes, int mode) {
  use.shown = true;
  const bool visible = mode != invisible;
  use.visible = use.visible || visible;
  if (use.composite && !use.identity) return;
  const std::size_t step = use.composite ? 2 : 1;
  for (std::size_t i = 0; i + step <= codes.size(); i += step) {
    std::size_t code = static_cast<unsigned char>(codes[i]);
    if (step == 2) code = code << 8U | static_cast<unsigned char>(codes[i + 1]);
    use.codes.set(code);
    if (visible) use.visible_codes.set(code);
  }
}

QPDFObjectHandle Fonts::type3_once(Use& use) {
  if (use.procedures_taken || !is_named(use.font.getKey("/Subtype"), "/Type3"))
    return Object::newNull();
  use.procedures_taken = true;
  return use.font;
}

void Fonts::check() {
  for (auto& [name, use] : account_->uses)
    if (use->shown && account_->findings.may_go_on(1000)) account_->check(*use);
}

void Fonts::Account::check(Use& use) {
  Object font = use.font;
  Object type = font.getKey("/Subtype");
  findings.expect(is_named(font.getKey("/Type"), "/Font"), "6.2.11.2-1", "a font without /Type");
  constexpr std::array<std::string_view, 5> types = {"/Type1", "/MMType1", "/TrueType", "/Type3",
                                                     "/Type0"};
  findings.expect(is_one_of(type, types), "6.2.11.2-2", "a font of a type that is not known");
  Object name = font.getKey("/BaseFont");
  if (!is_named(type, "/Type3"))
    findings.expect(name.isName(), "6.2.11.2-3", "a font without name");
  findings.expect(!name.isName() || is_utf8(name.getName()), "6.1.8-1",
                  "a font's name is not UTF-8");
  if (use.composite)
    check_composite(use);
  else
    check_simple(use);
}

// That a program is in the file, where it must be; that of TrueType outlines to be looked at.
std::unique_ptr<FontProgram> Fonts::Account::check_program(Use& use, Object font) {
  Object descriptor = font.getKey("/FontDescriptor");
  Object name = font.getKey("/BaseFont");
  Object compact = value_of(descriptor, "/FontFile3");
  Object truetype = value_of(descriptor, "/FontFile2");
  const bool there =
      compact.isStream() || truetype.isStream() || value_of(descriptor, "/FontFile").isStream();
  findings.expect(there || !use.visible, "6.2.11.4.1-1",
                  "font " + (name.isName() ? name.getName() : "without name") + " is not embedded");
  if (compact.isStream()) {
    constexpr std::array<std::string_view, 3> kinds = {"/Type1C", "/CIDFontType0C", "/OpenType"};
    Object kind = compact.getDict().getKey("/Subtype");
    findings.expect(kind.isNull() || is_one_of(kind, kinds), "6.2.11.2-7",
                    "a font program of a kind that is not known");
  }
  if (!truetype.isStream()) return nullptr;
  auto bytes = findings.decoded(truetype);
  if (!bytes) return nullptr;
  auto program = std::make_unique<FontProgram>(std::move(*bytes));
  return program->glyphs() > 0 ? std::move(program) : nullptr;
}

void Fonts::Account::check_simple(Use& use) {
  Object font = use.font;
  Object type = font.getKey("/Subtype");
  Object first = font.getKey("/FirstChar"), last = font.getKey("/LastChar");
  Object widths = font.getKey("/Widths");
  if (!is_named(type, "/Type1") || !is_one_of(font.getKey("/BaseFont"), standard_fonts)) {
    findings.expect(first.isInteger(), "6.2.11.2-4", "a font without /FirstChar");
    findings.expect(last.isInteger(), "6.2.11.2-5", "a font without /LastChar");
    const bool right = widths.isArray() && first.isInteger() && last.isInteger() &&
                       widths.getArrayNItems() == last.getIntValue() - first.getIntValue() + 1;
    findings.expect(right, "6.2.11.2-6", "a font's /Widths are not one for each code");
  }
  if (is_named(type, "/Type3")) return check_simple_unicode(use, false);
  Object descriptor = font.getKey("/FontDescriptor");
  const auto program = check_program(use, font);
  if (is_named(type, "/TrueType"))
    check_simple_truetype(use, descriptor, program.get());
  else
    check_simple_unicode(use, false);
}

void Fonts::Account::check_simple_truetype(Use& use, Object descriptor,
                                           const FontProgram* program) {
  Object flags = value_of(descriptor, "/Flags");
  const bool symbolic = flags.isInteger() && (flags.getIntValue() & 4) != 0;
  Object encoding = use.font.getKey("/Encoding");
  Object base = encoding.isDictionary() ? encoding.getKey("/BaseEncoding") : encoding;
  constexpr std::array<std::string_view, 2> latin = {"/MacRomanEncoding", "/WinAnsiEncoding"};
  if (symbolic)
    findings.expect(encoding.isNull(), "6.2.11.6-3", "a symbolic TrueType font with /Encoding");
  else
    findings.expect(is_one_of(base, latin), "6.2.11.6-2",
                    "a TrueType font without Latin /Encoding");
  if (program != nullptr) {
    const int count = program->encodings();
    const bool symbol = program->has_symbol_encoding();
    if (symbolic)
      findings.expect(count == 1 || symbol, "6.2.11.6-4",
                      "a symbolic TrueType program with several encodings");
    else
      findings.expect(count > (symbol ? 1 : 0), "6.2.11.6-1",
                      "a TrueType program without an encoding");
    if (!symbolic && !encoding.isDictionary()) check_simple_widths(use, *program);
  }
  check_simple_unicode(use, symbolic);
}

// Of the letters that all Latin encodings have in one place.
void Fonts::Account::check_simple_widths(Use& use, const FontProgram& program) {
  Object widths = use.font.getKey("/Widths"), first = use.font.getKey("/FirstChar");
  if (!widths.isArray() || !first.isInteger()) return;
  for (int code = 'A'; code <= 'z'; ++code) {
    const long long place = code - first.getIntValue();
    if (!use.visible_codes.test(static_cast<std::size_t>(code)) || place < 0 ||
        place >= widths.getArrayNItems())
      continue;
    const auto glyph = program.glyph_of(static_cast<char32_t>(code));
    const auto said = number(widths.getArrayItem(static_cast<int>(place)));
    const auto real = glyph ? program.width(*glyph) : std::nullopt;
    if (said && real)
      findings.expect(std::abs(*said - *real) <= 1.01, "6.2.11.5-1",
                      fmt::format("code {} is {} wide, not {}", code, *real, *said));
  }
}

void Fonts::Account::check_simple_unicode(Use& use, bool symbolic) {
  Object encoding = use.font.getKey("/Encoding");
  Object differences = value_of(encoding, "/Differences");
  if (differences.isArray()) {
    long long code = 0;
    for (auto& item : differences.getArrayAsVector()) {
      if (!findings.may_go_on()) return;
      if (item.isInteger()) code = item.getIntValue();
      if (!item.isName()) continue;
      const bool shown = code >= 0 && code < 256 && use.codes.test(static_cast<std::size_t>(code));
      findings.expect(!shown || item.getName() != "/.notdef", "6.2.11.8-1", ".notdef is shown");
      ++code;
    }
  }
  if (!unicode) return;
  Object stream = use.font.getKey("/ToUnicode");
  if (!stream.isStream()) {
    findings.expect(!symbolic || !encoding.isNull() || !stream.isNull(), "6.2.11.7.2-1",
                    "a symbolic font without /ToUnicode");
    return;
  }
  const auto bytes = findings.decoded(stream);
  if (!bytes) return;
  const ToUnicode meaning(*bytes, findings);
  for (std::uint32_t code = 0; code < 256 && findings.may_go_on(meaning.ranges()); ++code)
    if (use.codes.test(code))
      if (const auto value = meaning.find(code)) check_value(*value);
}

void Fonts::Account::check_composite(Use& use) {
  Object list = use.font.getKey("/DescendantFonts");
  if (!list.isArray() || list.getArrayNItems() < 1 || !list.getArrayItem(0).isDictionary()) return;
  Object font = list.getArrayItem(0);
  Object type = font.getKey("/Subtype");
  constexpr std::array<std::string_view, 2> types = {"/CIDFontType0", "/CIDFontType2"};
  findings.expect(is_named(font.getKey("/Type"), "/Font"), "6.2.11.2-1", "a font without /Type");
  findings.expect(is_one_of(type, types), "6.2.11.2-2", "a font of a type that is not known");
  findings.expect(font.getKey("/BaseFont").isName(), "6.2.11.2-3", "a font without name");
  Object system = font.getKey("/CIDSystemInfo");
  check_cmap(use.font.getKey("/Encoding"), system);
  const auto program = check_program(use, font);
  const bool truetype = is_named(type, "/CIDFontType2");
  const bool embedded = value_of(font.getKey("/FontDescriptor"), "/FontFile2").isStream();
  findings.expect(!truetype || !embedded || !font.getKey("/CIDToGIDMap").isNull(), "6.2.11.3.2-1",
                  "a CIDFontType2 without /CIDToGIDMap");
  if (use.identity) check_glyphs(use, font, truetype ? program.get() : nullptr);
  Object ordering = value_of(system, "/Ordering");
  const std::string collection = ordering.isString() ? ordering.getUTF8Value() : std::string();
  const bool own = collection != "GB1" && collection != "CNS1" && collection != "Japan1" &&
                   collection != "Korea1";
  if (unicode) check_unicode(use, own);
}

void Fonts::Account::check_cmap(Object encoding, Object system) {
  if (!encoding.isStream()) {
    findings.expect(is_one_of(encoding, known_cmaps), "6.2.11.3.3-1",
                    "a CMap that is neither known nor in the file");
    return;
  }
  Object dictionary = encoding.getDict();
  Object other = dictionary.getKey("/UseCMap");
  if (other.isStream()) other = other.getDict().getKey("/CMapName");
  findings.expect(other.isNull() || is_one_of(other, known_cmaps), "6.2.11.3.3-3",
                  "a CMap builds on one that is not known");
  Object own = dictionary.getKey("/CIDSystemInfo");
  if (own.isDictionary() && system.isDictionary())
    for (const char* key : {"/Registry", "/Ordering"}) {
      Object a = own.getKey(key), b = system.getKey(key);
      findings.expect(!a.isString() || !b.isString() || a.getStringValue() == b.getStringValue(),
                      "6.2.11.3.1-1", "a font and its CMap are of two character collections");
    }
  const auto bytes = findings.decoded(encoding);
  if (!bytes) return;
  Object said = dictionary.getKey("/WMode");
  const std::string mode = said.isInteger() ? std::to_string(said.getIntValue()) : "0";
  Tokens tokens(*bytes);
  std::string real = "0";
  for (Token token = tokens.next(); token.kind != TokenKind::end && findings.may_go_on();
       token = tokens.next())
    if (token.kind == TokenKind::name && token.text == "WMode") real = tokens.next().text;
  findings.expect(mode == real, "6.2.11.3.3-2", "a CMap and its dictionary differ in /WMode");
}

namespace {

// /W of a CIDFont (ISO 32000-1, 9.7.4.3).
std::map<std::uint32_t, double> read_widths(Object list, Findings& findings) {
  std::map<std::uint32_t, double> widths;
  if (!list.isArray()) return widths;
  const int count = list.getArrayNItems();
  for (int i = 0; i + 1 < count && findings.may_go_on();) {
    Object first = list.getArrayItem(i), second = list.getArrayItem(i + 1);
    if (!first.isInteger() || first.getIntValue() < 0 || first.getIntValue() > 65535) break;
    auto cid = static_cast<std::uint32_t>(first.getIntValue());
    if (second.isArray()) {
      for (auto& item : second.getArrayAsVector())
        if (const auto width = number(item)) widths[cid++] = *width;
      i += 2;
    } else if (i + 2 < count && second.isInteger()) {
      const auto width = number(list.getArrayItem(i + 2));
      const long long last = std::min<long long>(second.getIntValue(), 65535);
      for (; width && cid <= last && findings.may_go_on(); ++cid) widths[cid] = *width;
      i += 3;
    } else {
      break;
    }
  }
  return widths;
}

}  // namespace

void Fonts::Account::check_glyphs(Use& use, Object font, const FontProgram* program) {
  Object map = font.getKey("/CIDToGIDMap");
  std::string table;
  if (map.isStream()) {
    const auto bytes = findings.decoded(map);
    if (!bytes) return;
    table = *bytes;
  }
  const auto widths = read_widths(font.getKey("/W"), findings);
  const double standard = number(font.getKey("/DW")).value_or(1000);
  for (std::uint32_t cid = 0; cid < 65536; ++cid) {
    if (!use.codes.test(cid) || !findings.may_go_on()) continue;
    std::uint32_t glyph = cid;
    if (map.isStream()) {
      if (2 * std::size_t{cid} + 1 >= table.size()) continue;
      glyph = static_cast<std::uint32_t>(static_cast<unsigned char>(table[2 * std::size_t{cid}]))
                  << 8U |
              static_cast<unsigned char>(table[2 * std::size_t{cid} + 1]);
    }
    findings.expect(glyph != 0, "6.2.11.8-1", ".notdef is shown");
    if (program == nullptr || !use.visible_codes.test(cid)) continue;
    findings.expect(glyph < program->glyphs(), "6.2.11.4.1-2", "a glyph is not in its font");
    const auto found = widths.find(cid);
    const double said = found == widths.end() ? standard : found->second;
    if (const auto real = program->width(glyph))
      findings.expect(std::abs(said - *real) <= 1.01, "6.2.11.5-1",
                      fmt::format("CID {} is {} wide, not {}", cid, *real, said));
  }
}

void Fonts::Account::check_unicode(Use& use, bool own_collection) {
  Object stream = use.font.getKey("/ToUnicode");
  if (!stream.isStream()) {
    findings.expect(!own_collection || !stream.isNull(), "6.2.11.7.2-1",
                    "a font without /ToUnicode");
    return;
  }
  const auto bytes = findings.decoded(stream);
  if (!bytes) return;
  const ToUnicode meaning(*bytes, findings);
  for (std::uint32_t code = 0; code < 65536; ++code) {
    if (!use.codes.test(code)) continue;
    if (!findings.may_go_on(1 + meaning.ranges())) return;
    const auto value = meaning.find(code);
    findings.expect(value || !own_collection, "6.2.11.7.2-1",
                    fmt::format("code {} has no Unicode value", code));
    if (value) check_value(*value);
  }
}

void Fonts::Account::check_value(const std::string& value) {
  for (std::size_t i = 0; i + 2 <= value.size(); i += 2) {
    const std::string_view unit = std::string_view(value).substr(i, 2);
    const bool right =
        unit != std::string_view("\0\0", 2) && unit != "\xFF\xFE" && unit != "\xFE\xFF";
    findings.expect(right, "6.2.11.7.2-2", "a code has a Unicode value that is none");
  }
}

}  // namespace sohoa::pdf
