#include "pdf/signature_field.h"

#include <array>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>

#include "core/error.h"
#include "pdf/slice.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

constexpr std::size_t max_fields = 10'000;
constexpr int max_depth = 16;
constexpr std::uint64_t max_gap = 2U << 20U;  // time-stamps and whole chains fit in a tenth of it

std::string text(Object dictionary, const char* key) {
  Object value = dictionary.getKey(key);
  return value.isString() ? value.getUTF8Value() : std::string();
}

std::optional<Coverage> read_range(Object range, std::string& problem) {
  problem = "its ByteRange is not four numbers";
  if (!range.isArray() || range.getArrayNItems() != 4) return std::nullopt;
  std::array<std::uint64_t, 4> n{};
  for (int i = 0; i < 4; ++i) {
    Object item = range.getArrayItem(i);
    // 2^53: sums of two stay far from overflow.
    if (!item.isInteger() || item.getIntValue() < 0 || item.getIntValue() > (1LL << 53))
      return std::nullopt;
    n.at(static_cast<std::size_t>(i)) = static_cast<std::uint64_t>(item.getIntValue());
  }
  problem = "its ByteRange does not leave out one gap";
  if (n[0] != 0 || n[1] == 0 || n[2] <= n[1] || n[3] == 0) return std::nullopt;
  problem.clear();
  return Coverage{n[1], n[2], n[2] + n[3]};
}

// The permissions of a certifying signature (ISO 32000-2, 12.8.2.2); without /P they are 2.
int read_permissions(Object references) {
  if (!references.isArray()) return 0;
  for (auto& reference : references.getArrayAsVector()) {
    if (!reference.isDictionary() ||
        !reference.getKey("/TransformMethod").isNameAndEquals("/DocMDP"))
      continue;
    Object parameters = reference.getKey("/TransformParams");
    Object p = parameters.isDictionary() ? parameters.getKey("/P") : Object::newNull();
    return p.isInteger() && p.getIntValue() >= 1 && p.getIntValue() <= 3 ? p.getIntValueAsInt() : 2;
  }
  return 0;
}

SignatureField read_field(Object value, std::string name) {
  SignatureField field;
  field.name = std::move(name);
  Object sub_filter = value.getKey("/SubFilter");
  if (sub_filter.isName()) field.sub_filter = sub_filter.getName().substr(1);
  field.date = text(value, "/M");
  Object contents = value.getKey("/Contents");
  if (contents.isString()) field.contents = contents.getStringValue();
  field.permissions = read_permissions(value.getKey("/Reference"));
  const auto range = read_range(value.getKey("/ByteRange"), field.problem);
  if (range) field.covers = *range;
  return field;
}

class Walk {
 public:
  void visit(Object field, const std::string& parent, bool is_signature, int depth) {
    if (!field.isDictionary()) return;
    if (depth > max_depth || ++count_ > max_fields)
      throw Error(Cause::image_damaged, "its form has too many fields");
    if (field.isIndirect() && !seen_.insert(field.getObjGen()).second) return;
    std::string name = text(field, "/T");
    if (!parent.empty()) name = name.empty() ? parent : parent + '.' + name;
    Object type = field.getKey("/FT");
    if (type.isName()) is_signature = type.getName() == "/Sig";
    Object value = field.getKey("/V");
    if (is_signature && value.isDictionary())
      found.push_back(read_field(value, name));
    else if (is_signature && !value.isNull())
      throw Error(Cause::image_damaged, "a signature field of it holds no signature: " + name);
    Object kids = field.getKey("/Kids");
    if (kids.isArray())
      for (auto& kid : kids.getArrayAsVector()) visit(kid, name, is_signature, depth + 1);
  }
  std::vector<SignatureField> found;

 private:
  std::set<QPDFObjGen> seen_;
  std::size_t count_ = 0;
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::vector<SignatureField> signature_fields(QPDF& pdf) {
  Walk walk;
  Object form = pdf.getRoot().getKey("/AcroForm");
  if (!form.isDictionary()) return {};
  Object fields = form.getKey("/Fields");
  if (fields.isArray())
    for (auto& field : fields.getArrayAsVector()) {
      // So would a signature look that someone took away.
      if (!field.isDictionary())
        throw Error(Cause::image_damaged, "its form lists a field that is not there");
      walk.visit(field, "", false, 0);
    }
  return std::move(walk.found);
}

std::string check_gap(const Fd& file, std::uint64_t size, const SignatureField& field) {
  const Coverage& c = field.covers;
  if (c.end > size) return "its ByteRange ends beyond the file";
  if (c.gap_end - c.gap_begin > max_gap) return "its ByteRange leaves out too much";
  const std::string gap = bytes_between(file, c.gap_begin, c.gap_end);
  if (gap.size() < 2 || gap.front() != '<' || gap.back() != '>' || gap.size() % 2 != 0)
    return "its ByteRange leaves out something else than /Contents";
  std::string value;
  for (std::size_t i = 1; i + 2 < gap.size(); i += 2) {
    const int high = hex_digit(gap[i]);
    const int low = hex_digit(gap[i + 1]);
    if (high < 0 || low < 0) return "its ByteRange leaves out something else than /Contents";
    value += static_cast<char>(high * 16 + low);
  }
  return value == field.contents ? "" : "its ByteRange leaves out another string than /Contents";
}

}  // namespace sohoa::pdf
