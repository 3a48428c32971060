#include "pdf/write/outline.h"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "core/error.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

Object item(QPDF& pdf, const std::string& title, const Object& page, const Object& parent) {
  Object item = pdf.makeIndirectObject(Object::newDictionary());
  item.replaceKey("/Title", Object::newUnicodeString(title));
  item.replaceKey("/Parent", parent);
  item.replaceKey("/Dest", Object::newArray(std::vector<Object>{page, Object::newName("/Fit")}));
  return item;
}

void link(Object parent, std::vector<Object>& items) {
  parent.replaceKey("/First", items.front());
  parent.replaceKey("/Last", items.back());
  for (std::size_t i = 1; i < items.size(); ++i) {
    items[i].replaceKey("/Prev", items[i - 1]);
    items[i - 1].replaceKey("/Next", items[i]);
  }
}

}  // namespace

void add_outline(QPDF& pdf, const std::string& title, const std::vector<Bookmark>& bookmarks) {
  const auto& pages = pdf.getAllPages();
  Object outlines = pdf.makeIndirectObject(Object::parse("<< /Type /Outlines /Count 1 >>"));
  Object top = item(pdf, title, pages.at(0), outlines);
  std::vector<Object> items{top};
  link(outlines, items);
  items.clear();
  for (const auto& bookmark : bookmarks) {
    if (bookmark.page >= pages.size())
      throw Error(Cause::bug, "a bookmark of a page that is not there: " + bookmark.title);
    items.push_back(item(pdf, bookmark.title, pages[bookmark.page], top));
  }
  if (!items.empty()) {
    link(top, items);
    // Negative: closed.
    top.replaceKey("/Count", Object::newInteger(-static_cast<long long>(items.size())));
  }
  pdf.getRoot().replaceKey("/Outlines", outlines);
}

}  // namespace sohoa::pdf
