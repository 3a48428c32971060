#include "pdf/structure/schemas.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <set>

namespace sohoa::pdf {
namespace {

using Form = XmpValue::Form;

constexpr std::string_view extension = "http://www.aiim.org/pdfa/ns/extension/";
constexpr std::string_view schema = "http://www.aiim.org/pdfa/ns/schema#";
constexpr std::string_view property = "http://www.aiim.org/pdfa/ns/property#";
constexpr std::string_view value_type = "http://www.aiim.org/pdfa/ns/type#";
constexpr std::string_view field_type = "http://www.aiim.org/pdfa/ns/field#";

// XMP 2005, chapter 4. "": whatever value; the structures are not looked into.
const XmpTypes& predefined() {
  static const XmpTypes types = [] {
    XmpTypes all;
    const auto add = [&all](const char* space,
                            std::initializer_list<std::pair<const char*, const char*>> names) {
      for (const auto& [name, type] : names) all[{space, name}] = type;
    };
    add("http://purl.org/dc/elements/1.1/", {{"contributor", "bag"},
                                             {"coverage", "text"},
                                             {"creator", "seq"},
                                             {"date", "seq date"},
                                             {"description", "lang alt"},
                                             {"format", "text"},
                                             {"identifier", "text"},
                                             {"language", "bag"},
                                             {"publisher", "bag"},
                                             {"relation", "bag"},
                                             {"rights", "lang alt"},
                                             {"source", "text"},
                                             {"subject", "bag"},
                                             {"title", "lang alt"},
                                             {"type", "bag"}});
    add("http://ns.adobe.com/xap/1.0/", {{"Advisory", "bag"},
                                         {"BaseURL", "text"},
                                         {"CreateDate", "date"},
                                         {"CreatorTool", "text"},
                                         {"Identifier", "bag"},
                                         {"Label", "text"},
                                         {"MetadataDate", "date"},
                                         {"ModifyDate", "date"},
                                         {"Nickname", "text"},
                                         {"Rating", "integer"},
                                         {"Thumbnails", "alt"}});
    add("http://ns.adobe.com/xap/1.0/rights/", {{"Certificate", "text"},
                                                {"Marked", "boolean"},
                                                {"Owner", "bag"},
                                                {"UsageTerms", "lang alt"},
                                                {"WebStatement", "text"}});
    add("http://ns.adobe.com/xap/1.0/mm/", {{"DerivedFrom", ""},
                                            {"DocumentID", "text"},
                                            {"History", "seq"},
                                            {"InstanceID", "text"},
                                            {"ManagedFrom", ""},
                                            {"Manager", "text"},
                                            {"ManageTo", "text"},
                                            {"ManageUI", "text"},
                                            {"ManagerVariant", "text"},
                                            {"RenditionClass", "text"},
                                            {"RenditionParams", "text"},
                                            {"VersionID", "text"},
                                            {"Versions", "seq"},
                                            {"LastURL", "text"},
                                            {"RenditionOf", ""},
                                            {"SaveID", "integer"}});
    add("http://ns.adobe.com/xap/1.0/bj/", {{"JobRef", "bag"}});
    add("http://ns.adobe.com/xap/1.0/t/pg/", {{"MaxPageSize", ""},
                                              {"NPages", "integer"},
                                              {"Fonts", "bag"},
                                              {"Colorants", "seq"},
                                              {"PlateNames", "seq"}});
    add("http://ns.adobe.com/pdf/1.3/",
        {{"Keywords", "text"}, {"PDFVersion", "text"}, {"Producer", "text"}});
    add("http://ns.adobe.com/photoshop/1.0/", {{"AuthorsPosition", "text"},
                                               {"CaptionWriter", "text"},
                                               {"Category", "text"},
                                               {"City", "text"},
                                               {"Country", "text"},
                                               {"Credit", "text"},
                                               {"DateCreated", "date"},
                                               {"Headline", "text"},
                                               {"Instructions", "text"},
                                               {"Source", "text"},
                                               {"State", "text"},
                                               {"SupplementalCategories", "bag"},
                                               {"TransmissionReference", "text"},
                                               {"Urgency", "integer"}});
    add("http://www.aiim.org/pdfa/ns/id/",
        {{"part", "integer"}, {"conformance", "text"}, {"amd", "text"}, {"corr", "text"}});
    add("http://www.aiim.org/pdfa/ns/extension/", {{"schemas", ""}});
    return all;
  }();
  return types;
}

// Schemas of XMP 2005 for pictures and films: of their many properties only that they are theirs.
bool is_media_schema(const std::string& space) {
  constexpr std::array<std::string_view, 4> known = {
      "http://ns.adobe.com/xmp/1.0/DynamicMedia/", "http://ns.adobe.com/camera-raw-settings/1.0/",
      "http://ns.adobe.com/tiff/1.0/", "http://ns.adobe.com/exif/1.0/"};
  return std::find(known.begin(), known.end(), space) != known.end();
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool is_digits(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](unsigned char c) { return c >= '0' && c <= '9'; });
}

// YYYY[-MM[-DD[Thh:mm[:ss[.s]][zone]]]]: as far as its shape goes.
bool is_date(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (i >= shape.size() || (i >= 16 && shape[i] != 'd' && c != ':'))
      return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i), text.end(), [](char z) {
        return (z >= '0' && z <= '9') ||
               std::string_view("+-:.Z").find(z) != std::string_view::npos;
      });
    if (shape[i] == 'd' ? std::isdigit(c) == 0 : shape[i] != static_cast<char>(c)) return false;
  }
  return text.size() == 4 || text.size() == 7 || text.size() >= 10;
}

bool is_simple(const XmpValue& value, std::string_view type) {
  if (value.form != Form::simple) return false;
  if (type == "integer") return is_digits(value.text);
  if (type == "date") return is_date(value.text);
  if (type == "boolean") return value.text == "True" || value.text == "False";
  return true;
}

// Names of simple types, in lower case (XMP 2005, "Property value types").
bool is_simple_type(std::string_view type) {
  constexpr std::array<std::string_view, 16> types = {"text",
                                                      "integer",
                                                      "date",
                                                      "boolean",
                                                      "uri",
                                                      "url",
                                                      "mimetype",
                                                      "agentname",
                                                      "locale",
                                                      "propername",
                                                      "xpath",
                                                      "guid",
                                                      "real",
                                                      "renditionclass",
                                                      "closed choice of text",
                                                      "open choice of text"};
  return std::find(types.begin(), types.end(), type) != types.end();
}

bool has_type(const XmpValue& value, const std::string& declared) {
  const std::string type = lower(declared);
  if (type == "lang alt") return value.form == Form::alt && value.lang_alt;
  const auto list = [&](std::string_view name, Form form) {
    if (type != name && !type.starts_with(std::string(name) + ' ')) return -1;
    if (value.form != form) return 0;
    const std::string inner = type.size() > name.size() ? type.substr(name.size() + 1) : "";
    return static_cast<int>(!is_simple_type(inner) ||
                            std::all_of(value.items.begin(), value.items.end(),
                                        [&](const XmpValue& v) { return is_simple(v, inner); }));
  };
  for (const auto& [name, form] :
       {std::pair{"bag", Form::bag}, {"seq", Form::seq}, {"alt", Form::alt}})
    if (const int answer = list(name, form); answer >= 0) return answer == 1;
  return !is_simple_type(type) || is_simple(value, type);
}

bool is_known_type(const std::string& type, const std::set<std::string>& own) {
  std::string name = lower(type);
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view word :
         {"bag ", "seq ", "alt ", "open ", "closed ", "choice ", "of "})
      if (name.starts_with(word)) {
        name.erase(0, word.size());
        more = true;
      }
  }
  constexpr std::array<std::string_view, 23> types = {"choice",         "lang alt",
                                                      "colorant",       "dimensions",
                                                      "font",           "job",
                                                      "thumbnail",      "resourceevent",
                                                      "resourceref",    "version",
                                                      "rational",       "gpscoordinate",
                                                      "flash",          "oecf/sfr",
                                                      "cfapattern",     "devicesettings",
                                                      "time",           "marker",
                                                      "media",          "projectlink",
                                                      "resampleparams", "timescalestretch",
                                                      "timecode"};
  return is_simple_type(name) || std::find(types.begin(), types.end(), name) != types.end() ||
         own.contains(type.substr(type.size() - name.size())) || name == "beatspliceparams";
}

// A structure of an extension schema, and its rules by the name of the field.
class Described {
 public:
  Described(const XmpValue& value, std::string_view space, std::string_view prefix,
            std::initializer_list<std::string_view> names, Findings& findings)
      : value_(value), space_(space), prefix_(prefix), findings_(findings) {
    for (const auto& field : value.fields)
      findings.expect(
          field.space == space && std::find(names.begin(), names.end(), field.name) != names.end(),
          "6.6.2.3.2-1", "an extension schema has a field " + field.name);
  }

  // The text of a field that must be there, with the prefix that it must have.
  std::string text(std::string_view name, const char* clause) const {
    const XmpProperty* found = find(name);
    const bool right =
        found != nullptr && found->value.form == Form::simple && found->prefix == prefix_;
    findings_.expect(right, clause, "an extension schema without " + std::string(name));
    return right ? found->value.text : std::string();
  }

  // The items of a seq; nothing if it is not there, a problem if it is something else.
  std::vector<XmpValue> seq(std::string_view name, const char* clause) const {
    const XmpProperty* found = find(name);
    if (found == nullptr) return {};
    const bool right = found->value.form == Form::seq && found->prefix == prefix_;
    findings_.expect(right, clause, "an extension schema's " + std::string(name) + " is no seq");
    return right ? found->value.items : std::vector<XmpValue>();
  }

 private:
  const XmpProperty* find(std::string_view name) const {
    for (const auto& field : value_.fields)
      if (field.space == space_ && field.name == name) return &field;
    return nullptr;
  }
  const XmpValue& value_;
  std::string_view space_, prefix_;
  Findings& findings_;
};

std::set<std::string> read_value_types(const Described& of, Findings& findings) {
  std::set<std::string> own;
  const auto types = of.seq("valueType", "6.6.2.3.3-6");
  for (const auto& item : types) {
    const Described type(item, value_type, "pdfaType",
                         {"type", "namespaceURI", "prefix", "description", "field"}, findings);
    own.insert(type.text("type", "6.6.2.3.3-11"));
  }
  for (const auto& item : types) {
    const Described type(item, value_type, "pdfaType",
                         {"type", "namespaceURI", "prefix", "description", "field"}, findings);
    type.text("namespaceURI", "6.6.2.3.3-12");
    type.text("prefix", "6.6.2.3.3-13");
    type.text("description", "6.6.2.3.3-14");
    for (const auto& part : type.seq("field", "6.6.2.3.3-15")) {
      const Described field(part, field_type, "pdfaField", {"name", "valueType", "description"},
                            findings);
      field.text("name", "6.6.2.3.3-16");
      findings.expect(is_known_type(field.text("valueType", "6.6.2.3.3-17"), own), "6.6.2.3.3-17",
                      "a field's value type is not known");
      field.text("description", "6.6.2.3.3-18");
    }
  }
  return own;
}

void read_schema(const XmpValue& value, XmpTypes& types, Findings& findings) {
  const Described of(value, schema, "pdfaSchema",
                     {"schema", "namespaceURI", "prefix", "property", "valueType"}, findings);
  of.text("schema", "6.6.2.3.3-2");
  const std::string space = of.text("namespaceURI", "6.6.2.3.3-3");
  of.text("prefix", "6.6.2.3.3-4");
  const auto own = read_value_types(of, findings);
  for (const auto& item : of.seq("property", "6.6.2.3.3-5")) {
    if (!findings.may_go_on()) return;
    const Described one(item, property, "pdfaProperty",
                        {"name", "valueType", "category", "description"}, findings);
    const std::string name = one.text("name", "6.6.2.3.3-7");
    const std::string type = one.text("valueType", "6.6.2.3.3-8");
    findings.expect(type.empty() || is_known_type(type, own), "6.6.2.3.3-8",
                    "the type of property " + name + " is not known");
    const std::string category = one.text("category", "6.6.2.3.3-9");
    findings.expect(category == "external" || category == "internal", "6.6.2.3.3-9",
                    "property " + name + " is neither external nor internal");
    one.text("description", "6.6.2.3.3-10");
    types[{space, name}] = type;
  }
}

}  // namespace

XmpTypes read_schemas(const XmpPacket& packet, Findings& findings) {
  XmpTypes types;
  for (const auto& container : packet.properties) {
    if (container.space != extension || container.name != "schemas") continue;
    const bool right = container.value.form == Form::bag && container.prefix == "pdfaExtension";
    findings.expect(right, "6.6.2.3.3-1", "the extension schemas are no bag");
    for (const auto& item : container.value.items) read_schema(item, types, findings);
  }
  return types;
}

void check_properties(const XmpPacket& packet, const XmpTypes& described, Findings& findings) {
  for (const auto& one : packet.properties) {
    if (!findings.may_go_on()) return;
    const std::string name = one.prefix + ':' + one.name;
    auto known = predefined().find({one.space, one.name});
    bool found = known != predefined().end();
    if (!found) {
      known = described.find({one.space, one.name});
      found = known != described.end();
    }
    findings.expect(found || is_media_schema(one.space), "6.6.2.3.1-1",
                    "XMP property " + name + " is not described");
    if (found)
      findings.expect(has_type(one.value, known->second), "6.6.2.3.1-2",
                      "XMP property " + name + " is not of its type");
  }
}

}  // namespace sohoa::pdf
