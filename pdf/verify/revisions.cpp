#include "pdf/verify/revisions.h"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFXRefEntry.hh>
#include <set>

#include <fmt/format.h>

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;
using Keys = std::set<std::string>;

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

class Comparison {
 public:
  Comparison(QPDF& older, QPDF& newer) : older_(older), newer_(newer) {}

  std::vector<std::string> run() {
    find_changed();
    if (changed_.empty()) return std::move(problems_);
    compare_trailers();
    compare_catalogs();
    compare_pages();
    for (const auto& id : changed_)
      if (!explained_.contains(id) && !is_file_structure(id))
        problem("object {} {} was {}", id.getObj(), id.getGen(), is_new(id) ? "added" : "changed");
    return std::move(problems_);
  }

 private:
  template <class... Args>
  void problem(fmt::format_string<Args...> text, Args&&... args) {
    problems_.push_back(fmt::format(text, std::forward<Args>(args)...));
  }

  void find_changed() {
    before_ = older_.getXRefTable();
    const auto after = newer_.getXRefTable();
    for (const auto& [id, entry] : after) {
      const auto was = before_.find(id);
      if (was == before_.end() || !same_place(was->second, entry)) changed_.insert(id);
    }
    for (const auto& [id, entry] : before_)
      if (entry.getType() != 0 && !after.contains(id))
        problem("object {} {} was removed", id.getObj(), id.getGen());
  }

  bool is_new(QPDFObjGen id) const { return !before_.contains(id); }

  // Cross-reference and object streams: how objects are stored, not what they say.
  bool is_file_structure(QPDFObjGen id) {
    Object object = newer_.getObject(id);
    if (!is_new(id) || !object.isStream()) return false;
    Object type = object.getDict().getKey("/Type");
    return type.isNameAndEquals("/XRef") || type.isNameAndEquals("/ObjStm");
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
  bool may_replace(const char* what, Object before, Object after) {
    if (after.isIndirect()) {
      const bool same = before.isIndirect() && before.getObjGen() == after.getObjGen();
      if (!same && (before.isIndirect() || !is_new(after.getObjGen()))) {
        problem("{} is another object", what);
        return false;
      }
      explained_.insert(after.getObjGen());
    } else if (before.isIndirect()) {
      problem("{} is another object", what);
      return false;
    }
    return true;
  }

  // The items added at the end; that the others stayed is checked.
  std::vector<Object> added_items(const char* what, Object before, Object after) {
    const bool was_array = before.isArray();
    if ((!was_array && !before.isNull()) || !after.isArray() || !may_replace(what, before, after)) {
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
    compare_dictionaries("the catalog", before, after, {"/AcroForm"});
    explained_.insert(after.getObjGen());
    Object old_form = before.getKey("/AcroForm");
    Object new_form = after.getKey("/AcroForm");
    if (new_form.isNull() && old_form.isNull()) return;
    if (!may_replace("the form", old_form, new_form)) return;
    if (old_form.isNull()) old_form = Object::newDictionary();
    compare_dictionaries("the form", old_form, new_form, {"/Fields", "/SigFlags"});
    if (!new_form.isDictionary() || !old_form.isDictionary()) return;
    for (auto& field :
         added_items("the form's /Fields", old_form.getKey("/Fields"), new_form.getKey("/Fields")))
      check_new_field(field);
  }

  // Only what an invisible signature needs: no appearance, which could cover a page's content, and
  // no action.
  void check_new_field(Object field) {
    static const Keys allowed = {"/Type", "/Subtype", "/FT", "/T", "/TU",
                                 "/V",    "/F",       "/Ff", "/P", "/Rect"};
    if (!field.isIndirect() || !is_new(field.getObjGen()) || !field.isDictionary()) {
      problem("a field was added that is not a new object");
      return;
    }
    bool right = field.getKey("/FT").isNameAndEquals("/Sig") && field.getKey("/V").isDictionary();
    for (const auto& key : field.getKeys()) right = right && allowed.contains(key);
    Object rectangle = field.getKey("/Rect");
    right = right && rectangle.isArray();
    if (right)
      for (auto& side : rectangle.getArrayAsVector())
        right = right && side.isNumber() && side.getNumericValue() == 0;
    if (!right) {
      problem("a field was added that is not an invisible signature");
      return;
    }
    explained_.insert(field.getObjGen());
    widgets_.insert(field.getObjGen());
    Object value = field.getKey("/V");
    if (value.isIndirect() && is_new(value.getObjGen())) explained_.insert(value.getObjGen());
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
    const bool list_changed = new_list.isIndirect() && changed_.contains(new_list.getObjGen());
    if (!changed_.contains(after.getObjGen()) && !list_changed) return;
    const std::string name = fmt::format("page {}", number);
    compare_dictionaries(name.c_str(), before, after, {"/Annots"});
    explained_.insert(after.getObjGen());
    const std::string list = fmt::format("the annotations of page {}", number);
    for (auto& annotation : added_items(list.c_str(), old_list, new_list))
      if (!annotation.isIndirect() || !widgets_.contains(annotation.getObjGen()))
        problem("an annotation that is no signature was added to page {}", number);
  }

  QPDF& older_;
  QPDF& newer_;
  std::map<QPDFObjGen, QPDFXRefEntry> before_;
  std::set<QPDFObjGen> changed_, explained_, widgets_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> forbidden_changes(QPDF& older, QPDF& newer) {
  return Comparison(older, newer).run();
}

}  // namespace sohoa::pdf
