#include "pdf/verify/revisions.h"

#include <algorithm>
#include <map>
#include <optional>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFXRefEntry.hh>
#include <set>

#include <fmt/format.h>

#include "pdf/verify/appearance.h"
#include "pdf/verify/stored_evidence.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;
using Keys = std::set<std::string>;
using Ids = std::set<QPDFObjGen>;

constexpr double largest_share = 1.0 / 8;  // of a page that a later signature may take
constexpr std::size_t most_problems = 100;

bool same_place(const QPDFXRefEntry& a, const QPDFXRefEntry& b) {
  if (a.getType() != b.getType()) return false;
  if (a.getType() == 1) return a.getOffset() == b.getOffset();
  if (a.getType() == 2)
    return a.getObjStreamNumber() == b.getObjStreamNumber() &&
           a.getObjStreamIndex() == b.getObjStreamIndex();
  return true;
}

// Equal at the same place of the tree: direct values by content, indirect ones by number (whether
// the object of that number changed is found by its own entry).
bool same_value(Object a, Object b) { return a.unparse() == b.unparse(); }

bool only_keys(Object dictionary, const Keys& allowed) {
  const auto keys = dictionary.getKeys();
  return std::ranges::all_of(keys, [&](const std::string& key) { return allowed.contains(key); });
}

// Left, bottom, right, top; corners in any order.
std::optional<Object::Rectangle> rectangle_of(Object value) {
  if (!value.isRectangle()) return std::nullopt;
  const auto r = value.getArrayAsRectangle();
  return Object::Rectangle(std::min(r.llx, r.urx), std::min(r.lly, r.ury), std::max(r.llx, r.urx),
                           std::max(r.lly, r.ury));
}
double area(const Object::Rectangle& r) { return (r.urx - r.llx) * (r.ury - r.lly); }
bool is_empty(const Object::Rectangle& r) { return area(r) <= 0; }
bool overlap(const Object::Rectangle& a, const Object::Rectangle& b) {
  return a.llx < b.urx && b.llx < a.urx && a.lly < b.ury && b.lly < a.ury;
}

// The direct and indirect values right inside of an array, dictionary or stream.
std::vector<Object> parts_of(Object value) {
  if (value.isArray()) return value.getArrayAsVector();
  std::vector<Object> parts;
  if (value.isStream()) value = value.getDict();
  if (value.isDictionary())
    for (const auto& [key, part] : value.getDictAsMap()) parts.push_back(part);
  return parts;
}

class Comparison {
 public:
  Comparison(QPDF& older, QPDF& newer) : older_(older), newer_(newer) {}

  Changes run() {
    find_changed();
    if (changed_.empty()) return std::move(changes_);
    compare_trailers();
    compare_catalogs();
    compare_pages();
    for (const auto& [field, visible] : widgets_)
      if (visible && !shown_.contains(field)) problem("a visible signature is on no page");
    for (const auto& id : changed_)
      if (!explained_.contains(id) && !is_file_structure(id))
        problem("object {} {} was {}", id.getObj(), id.getGen(), is_new(id) ? "added" : "changed");
    check_holders();
    return std::move(changes_);
  }

 private:
  template <class... Args>
  void problem(fmt::format_string<Args...> text, Args&&... args) {
    if (changes_.forbidden.size() < most_problems)
      changes_.forbidden.push_back(fmt::format(text, std::forward<Args>(args)...));
  }

  void find_changed() {
    before_ = older_.getXRefTable();
    const auto after = newer_.getXRefTable();
    for (const auto& [id, entry] : after) {
      if (entry.getType() == 0) continue;  // a number that is free
      const auto was = before_.find(id);
      if (was == before_.end() || !same_place(was->second, entry)) changed_.insert(id);
    }
    for (const auto& [id, entry] : before_)
      if (entry.getType() != 0 && (!after.contains(id) || after.at(id).getType() == 0))
        problem("object {} {} was removed", id.getObj(), id.getGen());
  }

  bool is_new(QPDFObjGen id) const { return !before_.contains(id); }
  bool is_new(Object value) const { return value.isIndirect() && is_new(value.getObjGen()); }
  bool is_changed(Object value) const {
    return value.isIndirect() && changed_.contains(value.getObjGen());
  }

  // Cross-reference and object streams: how objects are stored, not what they say.
  bool is_file_structure(QPDFObjGen id) {
    Object object = newer_.getObject(id);
    if (!is_new(id) || !object.isStream()) return false;
    Object type = object.getDict().getKey("/Type");
    return type.isNameAndEquals("/XRef") || type.isNameAndEquals("/ObjStm");
  }

  // A new object and the new ones that it leads to. What was there is never explained by this.
  void explain_new(Object value) {
    std::vector<Object> open{value};
    while (!open.empty()) {
      Object next = open.back();
      open.pop_back();
      if (next.isIndirect() && (!is_new(next) || !explained_.insert(next.getObjGen()).second))
        continue;
      for (auto& part : parts_of(next)) open.push_back(part);
    }
  }

  // An object that was there and may be another now, if nobody but these leads to it: else it would
  // mean something else at another place too.
  void explain_changed(Object value, const Ids& holders) {
    if (!is_changed(value)) return;
    explained_.insert(value.getObjGen());
    if (!is_new(value)) holders_[value.getObjGen()].insert(holders.begin(), holders.end());
  }

  void check_holders() {
    if (holders_.empty()) return;
    for (const auto& [id, entry] : newer_.getXRefTable()) {
      std::vector<Object> open = parts_of(newer_.getObject(id));
      while (!open.empty()) {
        Object next = open.back();
        open.pop_back();
        if (!next.isIndirect()) {
          for (auto& part : parts_of(next)) open.push_back(part);
          continue;
        }
        const auto found = holders_.find(next.getObjGen());
        if (found != holders_.end() && !found->second.contains(id))
          problem("object {} 0 was changed, which object {} 0 uses for something else",
                  found->first.getObj(), id.getObj());
      }
    }
  }

  void compare_dictionaries(const char* what, Object before, Object after, const Keys& except) {
    if (!before.isDictionary() || !after.isDictionary()) {
      problem("{} is no dictionary", what);
      return;
    }
    Keys keys = before.getKeys();
    keys.merge(after.getKeys());
    for (const auto& key : keys)
      if (!except.contains(key) && !same_value(before.getKey(key), after.getKey(key)))
        problem("{} of {} was changed", key, what);
  }

  void compare_trailers() {
    Object before = older_.getTrailer();
    Object after = newer_.getTrailer();
    for (const char* key : {"/Root", "/Info", "/Encrypt"})
      if (!same_value(before.getKey(key), after.getKey(key)))
        problem("{} of the trailer was changed", key);
    const auto first = [](Object id) {
      return id.isArray() && id.getArrayNItems() > 0 ? id.getArrayItem(0).unparse() : "";
    };
    if (first(before.getKey("/ID")) != first(after.getKey("/ID")))
      problem("the file's permanent /ID was changed");
  }

  // `after` may stand in for `before` as an object: the same one, or a new one for what was none.
  bool may_replace(const char* what, Object before, Object after, const Ids& holders) {
    if (after.isIndirect()) {
      const bool same = before.isIndirect() && before.getObjGen() == after.getObjGen();
      if (!same && (before.isIndirect() || !is_new(after))) {
        problem("{} is another object", what);
        return false;
      }
      explain_changed(after, holders);
    } else if (before.isIndirect()) {
      problem("{} is another object", what);
      return false;
    }
    return true;
  }

  // The items added at the end; that the others stayed is checked.
  std::vector<Object> added_items(const char* what, Object before, Object after,
                                  const Ids& holders) {
    const bool was_array = before.isArray();
    if ((!was_array && !before.isNull()) || !after.isArray() ||
        !may_replace(what, before, after, holders)) {
      if (!same_value(before, after)) problem("{} was changed", what);
      return {};
    }
    const int old_count = was_array ? before.getArrayNItems() : 0;
    const int new_count = after.getArrayNItems();
    bool kept = old_count <= new_count;
    for (int i = 0; kept && i < old_count; ++i)
      kept = same_value(before.getArrayItem(i), after.getArrayItem(i));
    if (!kept) {
      problem("entries of {} were changed", what);
      return {};
    }
    std::vector<Object> added;
    for (int i = old_count; i < new_count; ++i) added.push_back(after.getArrayItem(i));
    return added;
  }

  void compare_catalogs() {
    Object before = older_.getRoot();
    Object after = newer_.getRoot();
    compare_dictionaries("the catalog", before, after, {"/AcroForm", "/DSS", "/Extensions"});
    explained_.insert(after.getObjGen());
    compare_extensions(before.getKey("/Extensions"), after.getKey("/Extensions"));
    compare_evidence(before.getKey("/DSS"), after.getKey("/DSS"), after.getObjGen());
    Object old_form = before.getKey("/AcroForm");
    Object new_form = after.getKey("/AcroForm");
    if (new_form.isNull() && old_form.isNull()) return;
    const Ids catalog{after.getObjGen()};
    if (!may_replace("the form", old_form, new_form, catalog)) return;
    if (old_form.isNull()) old_form = Object::newDictionary();
    compare_dictionaries("the form", old_form, new_form, {"/Fields", "/SigFlags"});
    if (!new_form.isDictionary() || !old_form.isDictionary()) return;
    for (auto& field : old_form.getKey("/Fields").isArray()
                           ? old_form.getKey("/Fields").getArrayAsVector()
                           : std::vector<Object>())
      if (field.isDictionary() && field.getKey("/T").isString())
        names_.insert(field.getKey("/T").getUTF8Value());
    const Ids form = new_form.isIndirect() ? Ids{new_form.getObjGen()} : catalog;
    for (auto& field : added_items("the form's /Fields", old_form.getKey("/Fields"),
                                   new_form.getKey("/Fields"), form))
      check_new_field(field);
  }

  // What extensions of PDF a file uses: names and numbers, without effect on what it shows.
  void compare_extensions(Object before, Object after) {
    if (same_value(before, after) && !is_changed(after)) return;
    if (!after.isDictionary() || (after.isIndirect() && !is_new(after)))
      problem("/Extensions of the catalog was changed");
    else
      explain_new(after);
  }

  // The document security store (ETSI EN 319 142-1, 5.4.2.2): nothing but streams that a reader
  // of pages never meets.
  void compare_evidence(Object before, Object after, QPDFObjGen catalog) {
    if (before.isNull() && after.isNull()) return;
    store_ = {catalog};
    check_store(after);
    if (!changes_.evidence && same_value(before, after)) return;
    if (!store_problem_.empty()) problem("the evidence (/DSS) {}", store_problem_);
    for (const auto& id : store_parts_) holders_[id].insert(store_.begin(), store_.end());
  }

  void check_store(Object store) {
    if (!store.isDictionary()) store_problem_ = "was taken away";
    enter_store(store);
    if (!store.isDictionary()) return;
    for (const auto& [key, part] : store.getDictAsMap()) {
      if (key == "/Certs" || key == "/OCSPs" || key == "/CRLs")
        check_values(part);
      else if (key == "/VRI")
        check_related(part);
      else if (key != "/Type")
        store_problem_ = "holds something else: " + key;
    }
  }

  void check_related(Object related) {
    enter_store(related);
    for (auto& entry : parts_of(related)) {
      enter_store(entry);
      if (!entry.isDictionary()) continue;
      for (const auto& [key, part] : entry.getDictAsMap()) {
        if (key == "/Cert" || key == "/OCSP" || key == "/CRL")
          check_values(part);
        else if (key == "/TS")
          check_value(part);
        else if (key != "/Type" && key != "/TU")
          store_problem_ = "holds something else: " + key;
      }
    }
  }

  void check_values(Object values) {
    enter_store(values);
    if (!values.isArray()) store_problem_ = "has no list where one belongs";
    for (auto& value : parts_of(values)) check_value(value);
  }

  void check_value(Object value) {
    if (!is_changed(value)) return;
    changes_.evidence = true;
    if (!value.isStream() || !is_new(value) ||
        !only_keys(value.getDict(), {"/Length", "/Filter", "/DecodeParms", "/Type"}))
      store_problem_ = "holds something else than new plain streams";
    else if (!may_be_evidence(value))
      store_problem_ = "holds something else than certificates, OCSP responses and lists";
    else
      explained_.insert(value.getObjGen());
  }

  void enter_store(Object part) {
    if (!part.isIndirect()) return;
    store_.insert(part.getObjGen());
    if (!is_changed(part)) return;
    changes_.evidence = true;
    explained_.insert(part.getObjGen());
    if (!is_new(part)) store_parts_.insert(part.getObjGen());
  }

  void check_new_field(Object field) {
    static const Keys allowed = {"/Type", "/Subtype", "/FT",   "/T",    "/TU", "/V", "/F",
                                 "/Ff",   "/P",       "/Rect", "/AP",   "/DA", "/M", "/NM",
                                 "/BS",   "/Border",  "/H",    "/Lock", "/SV"};
    if (!is_new(field) || !field.isDictionary()) {
      problem("a field was added that is not a new object");
      return;
    }
    Object value = field.getKey("/V");
    const auto place = rectangle_of(field.getKey("/Rect"));
    if (!field.getKey("/FT").isNameAndEquals("/Sig") || !value.isDictionary() || !place ||
        !only_keys(field, allowed)) {
      problem("a field was added that is not a plain signature");
      return;
    }
    const std::string name =
        field.getKey("/T").isString() ? field.getKey("/T").getUTF8Value() : std::string();
    if (name.empty() || !names_.insert(name).second) {
      problem("a field was added under a name that is taken: '{}'", name);
      return;
    }
    if (!check_appearance(field.getKey("/AP"), name)) return;
    explain_new(field);
    widgets_[field.getObjGen()] = !is_empty(*place);
    const bool stamp = value.getKey("/SubFilter").isNameAndEquals("/ETSI.RFC3161");
    (stamp ? changes_.time_stamps : changes_.signatures).push_back(name);
  }

  bool check_appearance(Object appearance, const std::string& name) {
    if (appearance.isNull()) return true;
    std::string why = "it has states";
    if (appearance.isDictionary() && only_keys(appearance, {"/N"}))
      why = beyond_text(appearance.getKey("/N"));
    if (!why.empty()) problem("the appearance of signature '{}' is not text alone: {}", name, why);
    return why.empty();
  }

  void compare_pages() {
    auto before = older_.getAllPages();
    auto after = newer_.getAllPages();
    if (before.size() != after.size()) {
      problem("{} pages became {}", before.size(), after.size());
      return;
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (before[i].getObjGen() != after[i].getObjGen())
        problem("page {} is another object", i + 1);
      else
        compare_page(before[i], after[i], i + 1);
    }
  }

  void compare_page(Object before, Object after, std::size_t number) {
    Object old_list = before.getKey("/Annots");
    Object new_list = after.getKey("/Annots");
    if (!is_changed(after) && !is_changed(new_list)) return;
    const std::string name = fmt::format("page {}", number);
    compare_dictionaries(name.c_str(), before, after, {"/Annots"});
    explained_.insert(after.getObjGen());
    const std::string list = fmt::format("the annotations of page {}", number);
    for (auto& annotation : added_items(list.c_str(), old_list, new_list, {after.getObjGen()})) {
      const auto widget =
          annotation.isIndirect() ? widgets_.find(annotation.getObjGen()) : widgets_.end();
      if (widget == widgets_.end())
        problem("an annotation that is no signature was added to page {}", number);
      else if (widget->second)
        check_visible(annotation, after, old_list, number);
    }
  }

  void check_visible(Object widget, Object page, Object others, std::size_t number) {
    if (!shown_.insert(widget.getObjGen()).second) problem("a visible signature is on two places");
    changes_.visible_pages.push_back(number);
    const auto place = rectangle_of(widget.getKey("/Rect"));
    const auto paper = rectangle_of(QPDFPageObjectHelper(page).getMediaBox());
    if (!place || !paper || area(*place) > largest_share * area(*paper))
      problem("a signature was added that covers a large part of page {}", number);
    for (auto& other : parts_of(others)) {
      const auto taken = other.isDictionary() ? rectangle_of(other.getKey("/Rect")) : std::nullopt;
      if (place && taken && !is_empty(*taken) && overlap(*place, *taken))
        problem("a signature was added that covers another annotation of page {}", number);
    }
  }

  QPDF& older_;
  QPDF& newer_;
  std::map<QPDFObjGen, QPDFXRefEntry> before_;
  Ids changed_, explained_, shown_, store_, store_parts_;
  std::map<QPDFObjGen, Ids> holders_;   // of changed objects: who alone may lead to them
  std::map<QPDFObjGen, bool> widgets_;  // of added signatures; true: can be seen
  Keys names_;                          // of fields
  std::string store_problem_;
  Changes changes_;
};

}  // namespace

Changes compare_revisions(QPDF& older, QPDF& newer) { return Comparison(older, newer).run(); }

}  // namespace sohoa::pdf
