#include "tests/unit/pdf/attacker.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "pdf/sign/cms.h"
#include "pdf/sign/key.h"
#include "pdf/sign/new_field.h"
#include "pdf/times.h"

namespace sohoa::pdf::test {
namespace {

bool says(const std::vector<std::string>& problems, const std::string& what) {
  for (const auto& problem : problems)
    if (problem.find(what) != std::string::npos) return true;
  return false;
}

}  // namespace

void update(const std::filesystem::path& file, const Change& change) {
  Revision revision(file);
  change(revision);
  revision.commit();
}

Object page_of(Revision& revision) { return revision.pdf().getAllPages().front(); }
Object parsed(Revision& revision, const std::string& text) {
  return Object::parse(&revision.pdf(), text);
}
Object reference(Revision& revision, int id) { return revision.pdf().getObject(id, 0); }

int add_stream(Revision& revision, const std::string& entries, const std::string& bytes) {
  const int id = revision.reserve();
  revision.stream(id, entries, bytes);
  return id;
}

int add_object(Revision& revision, const std::string& body) {
  const int id = revision.reserve();
  revision.object(id, body);
  return id;
}

Object first_field(Revision& revision) {
  return revision.pdf().getRoot().getKey("/AcroForm").getKey("/Fields").getArrayItem(0);
}

void append_annotation(Revision& revision, int id) {
  Object page = page_of(revision);
  Object list = page.getKey("/Annots");
  list.appendItem(reference(revision, id));
  revision.update(list.isIndirect() ? list : page);
}

void append_field(Revision& revision, int id) {
  Object form = revision.pdf().getRoot().getKey("/AcroForm");
  form.getKey("/Fields").appendItem(reference(revision, id));
  revision.update(form);
}

void set_in_catalog(Revision& revision, const std::string& key, Object value) {
  Object root = revision.pdf().getRoot();
  root.replaceKey(key, value);
  revision.update(root);
}

void refused(const PdfVerdict& verdict, const std::string& reason) {
  CHECK_FALSE(verdict.good());
  bool told = says(verdict.problems, reason);
  std::string all;
  for (const auto& problem : verdict.problems) all += problem + "\n";
  for (const auto& signature : verdict.signatures) {
    told = told || says(signature.problems, reason);
    for (const auto& problem : signature.problems) all += problem + "\n";
  }
  INFO("asked for: ", reason, "\nsaid:\n", all);
  CHECK(told);
}

void sign_with(const std::filesystem::path& file, const std::string& name, const std::string& look,
               const std::string& entries, const Change& before) {
  const SigningKey key = agency();
  Revision revision(file);
  if (before) before(revision);
  const int signature = revision.reserve();
  add_signature_field(revision, name, signature, look);
  revision.signature(signature, fmt::format("/Type /Sig /Filter /Adobe.PPKLite /SubFilter "
                                            "/ETSI.CAdES.detached /M ({}) {}",
                                            pdf_date(now()), entries));
  revision.commit(
      [&key](std::span<const std::byte> digest) { return make_cms(key.parts(), digest); });
}

}  // namespace sohoa::pdf::test
