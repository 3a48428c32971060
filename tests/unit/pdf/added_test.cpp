// What may be added to a signed PDF, and what hides behind that.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/file.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/attacker.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::TempFolder;

TEST_CASE("verify: evidence that is added is allowed, and nothing else under its name") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign(file, clerk(), request("clerk"));
  const std::string once = read_file(file);
  std::string value = "\x30\x03\x02\x01\x05";  // a SEQUENCE: no certificate, and no harm
  const auto with = [&](const std::string& store, const Change& more = {}) {
    write_durably(file, once);
    update(file, [&](Revision& r) {
      const int id = add_stream(r, "", value);
      set_in_catalog(r, "/DSS", parsed(r, fmt::format(fmt::runtime(store), id)));
      if (more) more(r);
    });
    return verify(file, trust());
  };
  const PdfVerdict good =
      with("<< /Type /DSS /Certs [{0} 0 R] /VRI << /AB << /Cert [{0} 0 R] >> >> >>");
  CHECK(good.good());
  CHECK_FALSE(good.signatures.at(0).covers_file);
  update(file, [](Revision& r) {  // more of it, the catalog written once more
    const int first =
        r.pdf().getRoot().getKey("/DSS").getKey("/Certs").getArrayItem(0).getObjectID();
    const int second = add_stream(r, "", "\x30\x03\x02\x01\x06");
    set_in_catalog(r, "/DSS",
                   parsed(r, fmt::format("<< /Certs [{} 0 R {} 0 R] >>", first, second)));
  });
  CHECK(verify(file, trust()).good());
  sign(file, agency(), request("agency"));
  CHECK(verify(file, trust()).good());

  refused(with("<< /Certs [{0} 0 R] /AA << /S /JavaScript >> >>"), "(/DSS) holds something else");
  refused(with("<< /Certs [{0} 0 R] /CRLs 3 0 R >>"), "(/DSS) has no list where one belongs");
  refused(with("<< /Certs [{0} 0 R] >>",
               [](Revision& r) { set_in_catalog(r, "/Lang", Object::newString("en")); }),
          "/Lang of the catalog was changed");
  // A page's resources that are, or become, evidence too.
  refused(
      with("<< /Certs [{0} 0 R] >>",
           [](Revision& r) { r.stream(page_of(r).getKey("/Contents").getObjectID(), "", "q"); }),
      "0 was changed");
  CHECK(with("<< /Certs [{0} 0 R] >>").good());
  sign(file, agency(), request("agency"));
  update(file, [](Revision& r) { set_in_catalog(r, "/DSS", Object::newNull()); });
  refused(verify(file, trust()), "the evidence (/DSS) was taken away");

  for (const char* stowaway : {"%PDF-1.7 another document", "\x30\x03\x02\x01\x05 and more"}) {
    value = stowaway;
    refused(with("<< /Certs [{0} 0 R] >>"), "holds something else than certificates");
  }
}

TEST_CASE("attacks: an object that serves two purposes is not changed for one of them") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  update(file, [](Revision& r) {
    const int store = add_object(r, "<< /Certs [] >>");
    Object root = r.pdf().getRoot();
    std::string body = root.unparseResolved();
    body.insert(body.rfind(">>"), fmt::format("/DSS {0} 0 R /PieceInfo {0} 0 R ", store));
    r.object(root.getObjectID(), body);
    const int other = add_object(r, fmt::format("<< /Uses {} 0 R >>", store));
    CHECK(other > store);
  });
  sign(file, clerk(), request("clerk"));
  update(file, [](Revision& r) {
    const int value = add_stream(r, "", "evidence");
    r.object(r.pdf().getRoot().getKey("/DSS").getObjectID(),
             fmt::format("<< /Certs [{} 0 R] >>", value));
  });
  refused(verify(file, trust()), "uses for something else");
}

TEST_CASE("verify: a visible signature that is added may show a few dark words, and is reported") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign(file, clerk(), request("clerk"));
  const std::string once = read_file(file);
  const auto with = [&](const std::string& content, const std::string& place = "[10 10 110 30]",
                        const std::string& entries = form_entries) {
    write_durably(file, once);
    int look = 0;
    Revision probe(file);
    look = probe.reserve();
    sign_with(file, "agency", fmt::format("/Rect {} /AP << /N {} 0 R >>", place, look), "",
              [&](Revision& r) { CHECK(add_stream(r, entries, content) == look); });
    return verify(file, trust());
  };
  const PdfVerdict good = with("q 0 g BT /F 10 Tf 1 0 0 1 2 5 Tm (SAO Y) Tj ET Q");
  CHECK(good.good());
  REQUIRE(good.signatures.size() == 2);
  CHECK(good.signatures[0].shown_later == std::vector<std::size_t>{1});
  CHECK(good.signatures[1].shown_later.empty());

  refused(with("1 g BT (hidden) Tj ET"), "its text is light and could hide");
  refused(with("BT 3 Tr (x) Tj ET"), "it draws more than text: Tr");
  refused(with("0 0 100 20 re f"), "it draws more than text: f");
  refused(with("BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"), "it draws more than text: BI");
  refused(with("/Sh sh"), "it draws more than text: sh");
  refused(with("BT (x) Tj ET", "[0 0 400 500]"), "covers a large part of page 1");
  refused(with("BT (x) Tj ET", "[10 10 110 30]",
               "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << >> "
               "/ColorSpace << >> >>"),
          "it uses more than fonts");
  refused(
      with("BT (x) Tj ET", "[10 10 110 30]",
           "/Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F << /Subtype /Type3 >> >> >>"),
      "draws more than letters");
}

TEST_CASE("attacks: a later signature does not cover another one, nor act") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign_with(file, "first", "/Rect [10 10 110 30]");
  const std::string once = read_file(file);
  sign_with(file, "second", "/Rect [100 20 150 60]");
  refused(verify(file, trust()), "covers another annotation of page 1");
  write_durably(file, once);
  sign_with(file, "second", "/Rect [0 0 0 0] /A << /S /URI /URI (http://example.invalid) >>");
  refused(verify(file, trust()), "a field was added that is not a plain signature");
  write_durably(file, once);
  sign_with(file, "second", "/Rect [120 20 150 60]");
  CHECK(verify(file, trust()).good());
}

TEST_CASE("attacks: a certified document is not signed again against its certification") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  const auto certified = [&](int permission) {
    write(file, {page_with_lines(folder.path(), "p.z", {{"a"}})});
    sign_with(
        file, "certifier", "/Rect [0 0 0 0]",
        fmt::format("/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << "
                    "/Type /TransformParams /V /1.2 /P {} >> >>]",
                    permission));
    CHECK(verify(file, trust()).good());
    sign(file, clerk(), request("clerk"));
    return verify(file, trust());
  };
  refused(certified(1), "signed again later, which its certification does not permit");
  CHECK(certified(2).good());
  update(file, [](Revision& r) {  // the "evil annotation", which P 3 would permit
    append_annotation(r, add_object(r, "<< /Subtype /FreeText /Rect [1 1 9 9] >>"));
  });
  refused(verify(file, trust()), "an annotation that is no signature was added");
}

TEST_CASE("attacks: a signature dictionary that says a thing twice is refused") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign_with(file, "clerk", "/Rect [0 0 0 0]", "/Reason (one) /Reason (two)");
  refused(verify(file, trust()), "duplicated key");
}
