#include "forms/opening.h"

#include <doctest/doctest.h>

#include "core/error.h"
#include "core/file.h"
#include "core/resources.h"
#include "forms/definition.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/forms/sheet.h"

using namespace sohoa;
using namespace sohoa::forms;
using sohoa::forms::test::Sheet;

namespace {

const std::vector<Definition>& definitions() {
  static const auto all = load_definitions(resource("models/forms"));
  return all;
}

const Openings& openings() {
  static const Openings all(resource("models/openings.toml"), definitions());
  return all;
}

Sheet decision() {
  Sheet sheet = sohoa::forms::test::letter("Số: 457/QĐ-UBND");
  sheet.centred(827, 340, "QUYẾT ĐỊNH");
  sheet.centred(827, 390, "Về việc thành lập Tổ công tác");
  return sheet;
}

}  // namespace

TEST_CASE("opening: a letterhead and a kind begin a document (R10)") {
  const auto first = openings().look(decision().view());
  CHECK(first.begins);
  CHECK_FALSE(first.goes_on);
  CHECK(first.kind == "quyet_dinh");
  CHECK_FALSE(first.why.empty());
}

TEST_CASE("opening: prose, a title alone, and a letterhead far down begin nothing") {
  Sheet prose;
  prose.text(200, 200, "thành nhiệm vụ. Kinh phí hoạt động được bố trí trong dự toán");
  CHECK_FALSE(openings().look(prose.view()).begins);
  Sheet title;
  title.centred(827, 340, "QUYẾT ĐỊNH");
  CHECK_FALSE(openings().look(title.view()).begins);
  Sheet low;
  for (int row = 0; row < 12; ++row)
    low.text(200, 150 + row * 50, "thành nhiệm vụ. Kinh phí hoạt động được bố trí");
  low.text(760, 900, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").centred(827, 1000, "QUYẾT ĐỊNH");
  CHECK_FALSE(openings().look(low.view()).begins);
  CHECK_FALSE(openings().look(Sheet().view()).begins);
}

TEST_CASE("opening: an appendix and what is issued with a document go on, letterhead or not") {
  Sheet appendix;
  appendix.centred(827, 200, "PHỤ LỤC I").centred(827, 250, "DANH MỤC THIẾT BỊ");
  CHECK(openings().look(appendix.view()).goes_on);
  Sheet rules = sohoa::forms::test::letter("Số: 457/QĐ-UBND");
  rules.centred(827, 340, "QUY CHẾ");
  rules.centred(827, 440, "(Ban hành kèm theo Quyết định số 457/QĐ-UBND ngày 01 tháng 6 năm 2026)");
  const auto first = openings().look(rules.view());
  CHECK(first.goes_on);
  CHECK_FALSE(first.begins);
}

TEST_CASE("opening: the law that a form names above its title does not make it go on") {
  Sheet form = decision();
  form.text(150, 90, "Mẫu số 01 ban hành kèm theo Thông tư số 01/2023/TT-VPCP");
  CHECK_FALSE(openings().look(form.view()).goes_on);
}

TEST_CASE("opening: signs that cannot be used are refused by name") {
  const sohoa::test::TempFolder folder;
  const auto file = folder.path() / "signs.toml";
  for (const char* text : {"letterhead = [", "law = 'x'", "letterhead = ['A B C']\ngoes_on = ['(']",
                           "letterhead = ['...']\ngoes_on = ['a']"}) {
    write_durably(file, text);
    CHECK(sohoa::test::cause_of([&] { Openings(file, definitions()); }) == "definition_invalid");
  }
}
