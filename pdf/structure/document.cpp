#include "pdf/structure/document.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>

#include <fmt/format.h>

#include "pdf/structure/signatures.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

constexpr int deepest = 100;  // fields in fields, outlines in outlines

template <std::size_t size>
bool is_one_of(Object name, const std::array<std::string_view, size>& names) {
  return name.isName() && std::find(names.begin(), names.end(), name.getName()) != names.end();
}

constexpr std::array<std::string_view, 22> annotation_types = {
    "/Text",        "/Link",     "/FreeText",  "/Line",      "/Square",         "/Circle",
    "/Polygon",     "/PolyLine", "/Highlight", "/Underline", "/Squiggly",       "/StrikeOut",
    "/Stamp",       "/Caret",    "/Ink",       "/Popup",     "/FileAttachment", "/Widget",
    "/PrinterMark", "/TrapNet",  "/Watermark", "/Redact"};
constexpr std::array<std::string_view, 7> action_types = {
    "/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm"};
constexpr std::array<std::string_view, 4> named_actions = {"/NextPage", "/PrevPage", "/FirstPage",
                                                           "/LastPage"};

class DocumentCheck {
 public:
  DocumentCheck(QPDF& pdf, Findings& findings) : root_(pdf.getRoot()), findings_(findings) {}

  void run(QPDF& pdf) {
    check_catalog();
    check_form();
    check_optional_content();
    check_outlines(root_.getKey("/Outlines"), 0);
    for (auto& page : pdf.getAllPages()) {
      if (!findings_.may_go_on()) return;
      check_page(page);
    }
  }

 private:
  void check_catalog() {
    findings_.expect(!root_.hasKey("/AA"), "6.5.2-1", "the catalog has /AA");
    findings_.expect(!root_.hasKey("/Requirements"), "6.11-1", "the catalog has /Requirements");
    Object names = root_.getKey("/Names");
    findings_.expect(!names.isDictionary() || !names.hasKey("/AlternatePresentations"), "6.10-1",
                     "alternate presentations");
    Object rendering = root_.getKey("/NeedsRendering");
    findings_.expect(!rendering.isBool() || !rendering.getBoolValue(), "6.4.2-2",
                     "the catalog says NeedsRendering");
    check_action(root_.getKey("/OpenAction"), 0);
    Object permissions = root_.getKey("/Perms");
    if (!permissions.isDictionary()) return;
    for (const auto& key : permissions.getKeys())
      findings_.expect(key == "/UR3" || key == "/DocMDP", "6.1.12-1", "permission " + key);
    if (permissions.hasKey("/DocMDP")) check_references(permissions.getKey("/DocMDP"));
  }

  void check_references(Object signature) {
    if (!signature.isDictionary()) return;
    Object references = signature.getKey("/Reference");
    if (!references.isArray()) return;
    for (auto& reference : references.getArrayAsVector())
      for (const char* key : {"/DigestLocation", "/DigestMethod", "/DigestValue"})
        findings_.expect(!reference.isDictionary() || !reference.hasKey(key), "6.1.12-2",
                         std::string("a signature reference has ") + key);
  }

  void check_form() {
    Object form = root_.getKey("/AcroForm");
    if (!form.isDictionary()) return;
    Object wanted = form.getKey("/NeedAppearances");
    findings_.expect(!wanted.isBool() || !wanted.getBoolValue(), "6.4.1-3",
                     "the form says NeedAppearances");
    findings_.expect(!form.hasKey("/XFA"), "6.4.2-1", "the form has /XFA");
    Object fields = form.getKey("/Fields");
    if (!fields.isArray()) return;
    for (auto& field : fields.getArrayAsVector()) check_field(field, 0);
  }

  bool may_enter(Object object, std::set<QPDFObjGen>& seen, int depth) {
    if (!object.isDictionary() || !findings_.may_go_on()) return false;
    if (depth > deepest) {
      findings_.add("limit", "fields, outlines or actions are nested too deep");
      return false;
    }
    return !object.isIndirect() || seen.insert(object.getObjGen()).second;
  }

  void check_field(Object field, int depth) {
    if (!may_enter(field, fields_, depth)) return;
    findings_.expect(!field.hasKey("/AA"), "6.4.1-2", "a form field has /AA");
    Object kids = field.getKey("/Kids");
    if (!kids.isArray()) return;
    for (auto& kid : kids.getArrayAsVector()) check_field(kid, depth + 1);
  }

  void check_outlines(Object first, int depth) {
    // Siblings by a loop: a long list is no deep one.
    for (Object item = first; may_enter(item, outlines_, depth); item = item.getKey("/Next")) {
      check_action(item.getKey("/A"), 0);
      check_outlines(item.getKey("/First"), depth + 1);
    }
  }

  void check_action(Object action, int depth) {
    if (!may_enter(action, actions_, depth)) return;
    Object type = action.getKey("/S");
    if (!is_one_of(type, action_types))
      findings_.add("6.5.1-1", "action " + (type.isName() ? type.getName() : "without type"));
    if (type.isNameAndEquals("/Named") && !is_one_of(action.getKey("/N"), named_actions))
      findings_.add("6.5.1-2", "a named action that is not allowed");
    Object next = action.getKey("/Next");
    if (next.isDictionary()) check_action(next, depth + 1);
    if (next.isArray())
      for (auto& item : next.getArrayAsVector()) check_action(item, depth + 1);
  }

  void check_configuration(Object configuration, const std::set<QPDFObjGen>& groups) {
    if (!configuration.isDictionary()) return;
    Object name = configuration.getKey("/Name");
    const std::string text = name.isString() ? name.getUTF8Value() : std::string();
    findings_.expect(!text.empty(), "6.9-1", "an optional content configuration has no /Name");
    findings_.expect(text.empty() || names_.insert(text).second, "6.9-2",
                     "two optional content configurations have one name");
    findings_.expect(!configuration.hasKey("/AS"), "6.9-4",
                     "an optional content configuration has /AS");
    Object order = configuration.getKey("/Order");
    if (!order.isArray()) return;
    std::set<QPDFObjGen> ordered;
    collect(order, ordered, 0);
    findings_.expect(std::includes(ordered.begin(), ordered.end(), groups.begin(), groups.end()),
                     "6.9-3", "an optional content group is not in /Order");
  }

  void collect(Object list, std::set<QPDFObjGen>& found, int depth) {
    if (depth > deepest || !findings_.may_go_on()) return;
    for (auto& item : list.getArrayAsVector()) {
      if (item.isArray()) collect(item, found, depth + 1);
      if (item.isDictionary() && item.isIndirect()) found.insert(item.getObjGen());
    }
  }

  void check_optional_content() {
    Object properties = root_.getKey("/OCProperties");
    if (!properties.isDictionary()) return;
    std::set<QPDFObjGen> groups;
    Object listed = properties.getKey("/OCGs");
    if (listed.isArray()) collect(listed, groups, 0);
    check_configuration(properties.getKey("/D"), groups);
    Object others = properties.getKey("/Configs");
    if (!others.isArray()) return;
    for (auto& configuration : others.getArrayAsVector())
      check_configuration(configuration, groups);
  }

  void check_page(Object page) {
    findings_.expect(!page.hasKey("/AA"), "6.5.2-2", "a page has /AA");
    findings_.expect(!page.hasKey("/PresSteps"), "6.10-2", "a page has /PresSteps");
    for (const char* key : {"/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"})
      check_box(page.getKey(key));
    Object list = page.getKey("/Annots");
    if (!list.isArray()) return;
    for (auto& annotation : list.getArrayAsVector())
      if (annotation.isDictionary() && findings_.may_go_on()) check_annotation(annotation);
  }

  void check_box(Object box) {
    if (!box.isArray() || box.getArrayNItems() != 4) return;
    std::array<double, 4> side{};
    for (std::size_t i = 0; i < 4; ++i) {
      Object item = box.getArrayItem(static_cast<int>(i));
      if (!item.isNumber()) return;
      side.at(i) = item.getNumericValue();
    }
    for (const double length : {std::abs(side[2] - side[0]), std::abs(side[3] - side[1])})
      findings_.expect(length >= 3 && length <= 14400, "6.1.13-11",
                       fmt::format("a page is {} units wide or high", length));
  }

  void check_annotation(Object annotation) {
    Object type = annotation.getKey("/Subtype");
    if (!is_one_of(type, annotation_types))
      findings_.add("6.3.1-1", "annotation " + (type.isName() ? type.getName() : "without type"));
    const bool widget = type.isNameAndEquals("/Widget");
    const bool popup = type.isNameAndEquals("/Popup");
    Object flags = annotation.getKey("/F");
    findings_.expect(popup || flags.isInteger(), "6.3.2-1", "an annotation has no /F");
    if (flags.isInteger()) {
      // Print set; Invisible, Hidden, NoView, ToggleNoView clear (ISO 32000-1, table 165).
      const auto bits = static_cast<std::uint64_t>(flags.getIntValue());
      findings_.expect((bits & 0x127U) == 4, "6.3.2-2",
                       "an annotation that is not printed as shown");
    }
    if (widget)
      findings_.expect(!annotation.hasKey("/A") && !annotation.hasKey("/AA"), "6.4.1-1",
                       "a form widget has an action");
    check_action(annotation.getKey("/A"), 0);
    check_appearance(annotation, widget, popup || type.isNameAndEquals("/Link"));
  }

  static bool is_empty(Object rectangle) {
    if (!rectangle.isArray() || rectangle.getArrayNItems() != 4) return false;
    std::array<double, 4> side{};
    for (std::size_t i = 0; i < 4; ++i) {
      Object item = rectangle.getArrayItem(static_cast<int>(i));
      if (!item.isNumber()) return false;
      side.at(i) = item.getNumericValue();
    }
    return side[0] == side[2] && side[1] == side[3];
  }

  void check_appearance(Object annotation, bool widget, bool may_lack) {
    Object appearance = annotation.getKey("/AP");
    if (appearance.isNull()) {
      findings_.expect(may_lack || is_empty(annotation.getKey("/Rect")), "6.3.3-1",
                       "an annotation has no appearance");
      return;
    }
    if (!appearance.isDictionary()) return;
    const auto keys = appearance.getKeys();
    if (keys.size() != 1 || *keys.begin() != "/N") {
      findings_.add("6.3.3-2", "an annotation's appearance has other keys than /N");
      return;
    }
    Object normal = appearance.getKey("/N");
    if (widget && field_type(annotation).isNameAndEquals("/Btn"))
      findings_.expect(normal.isDictionary() && !normal.getKeys().empty(), "6.3.3-3",
                       "a button's appearance is no dictionary of states");
    else
      findings_.expect(normal.isStream(), "6.3.3-4", "an annotation's appearance is no stream");
  }

  static Object field_type(Object field) {
    for (int depth = 0; depth < deepest && field.isDictionary(); ++depth) {
      if (field.hasKey("/FT")) return field.getKey("/FT");
      field = field.getKey("/Parent");
    }
    return Object::newNull();
  }

  Object root_;
  Findings& findings_;
  std::set<QPDFObjGen> fields_, outlines_, actions_;
  std::set<std::string> names_;
};

}  // namespace

void check_document(QPDF& pdf, const Fd& file, std::uint64_t size, Findings& findings) {
  check_signatures(pdf, file, size, findings);
  DocumentCheck(pdf, findings).run(pdf);
}

}  // namespace sohoa::pdf
