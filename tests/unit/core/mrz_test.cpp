#include "core/mrz.h"

#include <random>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

using namespace sohoa;

const MrzLines specimen = {"IDVNM1909999017079190999901<<7", "9001011F4001016VNM<<<<<<<<<<<4",
                           "NGUYEN<<THI<MAU<<<<<<<<<<<<<<<"};
// Appendix of ICAO Doc 9303, part 5.
const MrzLines of_icao = {"I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6",
                          "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"};

// A card with its check digits: number of 12 digits, expiry "yymmdd".
MrzLines card(const std::string& number, const std::string& mmdd, const std::string& expiry,
              const std::string& name = "LE<<VAN<MAU", bool whole_line = false) {
  const auto with_check = [](const std::string& field) {
    return field + std::to_string(mrz_check_digit(field));
  };
  MrzLines lines;
  lines[0] = "IDVNM" + with_check(number.substr(3)) + number + "<<";
  lines[0] += std::to_string(mrz_check_digit(whole_line ? lines[0].substr(5) : number));
  const std::string birth = with_check(number.substr(4, 2) + mmdd), end = with_check(expiry);
  const std::string filler(11, '<');
  lines[1] = birth + ((number[3] - '0') % 2 == 0 ? "M" : "F") + end + "VNM" + filler +
             std::to_string(mrz_check_digit(lines[0].substr(5) + birth + end + filler));
  lines[2] = name + std::string(mrz_width - name.size(), '<');
  return lines;
}

MrzLines random_card(std::mt19937& random) {
  const int year = static_cast<int>(random() % 100), ages[] = {14, 25, 40, 60};
  const auto mmdd = fmt::format("{:02}{:02}", random() % 12 + 1, random() % 28 + 1);
  const auto number =
      fmt::format("{:03}{}{:02}9999{:02}", random() % 96 + 1, random() % 4, year, random() % 100);
  const int age = ages[random() % 4];
  // Every fourth card ends on another day than a birthday, every eighth never.
  const auto other = fmt::format("{:02}{:02}", random() % 12 + 1, random() % 28 + 1);
  const std::string expiry = random() % 8 == 0 ? "991231"
                                               : fmt::format("{:02}{}", (year + age) % 100,
                                                             random() % 4 == 0 ? other : mmdd);
  return card(number, mmdd, expiry, "LE<<VAN<MAU", random() % 2 == 0);
}

// Everything but names and the line of names.
void mutate(MrzLines& lines, std::mt19937& random) {
  static const std::string all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
  char& c = lines[random() % 2][random() % mrz_width];
  const char was = c;
  // Digits are mostly misread as digits.
  while (c == was) c = random() % 2 == 0 ? all[random() % 10] : all[random() % all.size()];
}

}  // namespace

TEST_CASE("mrz: the content of a Vietnamese card, check digits and all (R40)") {
  CHECK(is_vietnamese_mrz(specimen));
  const auto card = parse_mrz(specimen);
  REQUIRE(card);
  CHECK(card->type == "ID");
  CHECK(card->issuer == "VNM");
  CHECK(card->number == "079190999901");
  CHECK(card->birth_date == "1990-01-01");
  CHECK(card->sex == "F");
  CHECK(card->expiry_date == "2040-01-01");
  CHECK(card->nationality == "VNM");
  CHECK(card->name() == "NGUYEN THI MAU");
}

TEST_CASE("mrz: a zone of another country is read by the same rules (R40)") {
  CHECK(is_mrz(of_icao));
  CHECK_FALSE(is_vietnamese_mrz(of_icao));
  const auto card = parse_mrz(of_icao);
  REQUIRE(card);
  CHECK(card->number == "D23145890");
  CHECK(card->birth_date == "1974-08-12");
  CHECK(card->surname == "ERIKSSON");
  CHECK(card->given_names == "ANNA MARIA");
}

TEST_CASE(
    "mrz: a document number of more than nine characters goes on in the optional data (R40)") {
  MrzLines lines = of_icao;
  lines[0] = "I<UTOD23145890<734";
  const std::string whole = "D23145890734";
  lines[0] += std::to_string(mrz_check_digit(whole));
  lines[0].resize(mrz_width, '<');
  const auto composite = mrz_check_digit(lines[0].substr(5) + lines[1].substr(0, 7) +
                                         lines[1].substr(8, 7) + lines[1].substr(18, 11));
  lines[1][29] = static_cast<char>('0' + composite);
  const auto card = parse_mrz(lines);
  REQUIRE(card);
  CHECK(card->number == whole);
}

TEST_CASE("mrz: a card without expiry says 991231 (R40)") {
  const auto lines = card("079055999901", "0715", "991231");
  CHECK(is_vietnamese_mrz(lines));
  CHECK(parse_mrz(lines)->expiry_date.empty());
}

TEST_CASE("mrz: the number says the century of birth (R40, R41)") {
  CHECK(parse_mrz(card("079210999901", "0105", "240105"))->birth_date == "2010-01-05");
  CHECK(parse_mrz(card("079010999901", "0105", "991231"))->birth_date == "1910-01-05");
}

TEST_CASE("mrz: what is said twice must agree (R40, R41, R43)") {
  const auto good = card("079190999901", "0105", "400105");
  REQUIRE(is_vietnamese_mrz(good));
  auto sex = good;
  sex[1][7] = 'M';
  CHECK(is_mrz(sex));
  CHECK_FALSE(is_vietnamese_mrz(sex));
  // All check digits hold, but the year of birth is not that of the number.
  auto year = card("079191999901", "0105", "400105");
  const auto other = card("079190999901", "0105", "400105");
  year[1].replace(0, 7, other[1].substr(0, 7));
  year[1][29] =
      static_cast<char>('0' + mrz_check_digit(year[0].substr(5) + year[1].substr(0, 7) +
                                              year[1].substr(8, 7) + year[1].substr(18, 11)));
  CHECK(is_mrz(year));
  CHECK_FALSE(is_vietnamese_mrz(year));
}

TEST_CASE("mrz: the check digit of the twelve digits may be one of all that is before it (R40)") {
  const auto lines = card("079190999901", "0105", "400105", "LE<<VAN<MAU", true);
  CHECK(lines[0][29] != card("079190999901", "0105", "400105")[0][29]);
  CHECK(is_vietnamese_mrz(lines));
}

TEST_CASE("mrz: no date, name or length that cannot be passes (R40)") {
  CHECK_FALSE(is_mrz(card("079190999901", "0231", "400105")));
  CHECK_FALSE(is_mrz(card("079190999901", "1301", "400105")));
  CHECK_FALSE(is_mrz(card("079190999901", "0105", "400105", "<LE<<MAU")));
  CHECK_FALSE(is_mrz(card("079190999901", "0105", "400105", "LE<<VAN<<MAU")));
  CHECK_FALSE(is_mrz(card("079190999901", "0105", "400105", "LE<<VAN<MA0")));
  auto short_line = specimen;
  short_line[2].pop_back();
  CHECK_FALSE(is_mrz(short_line));
  CHECK_FALSE(is_mrz({}));
  CHECK_FALSE(mended_mrz({}));
}

TEST_CASE("mrz: letters read for digits are put right where only a digit can stand (R40)") {
  auto read = specimen;
  read[0].replace(5, 9, "I9O9999OI");
  CHECK(mended_mrz(read) == specimen);
  read[0][15] = 'O';  // of the province nothing else tells
  CHECK_FALSE(mended_mrz(read));
}

TEST_CASE("mrz: a wrong digit is mended where the zone says it twice, and only there (R40)") {
  auto number = specimen;
  number[0][7] = '3';
  CHECK(mended_mrz(number) == specimen);
  auto filler = specimen;
  filler[1][20] = 'K';
  CHECK(mended_mrz(filler) == specimen);
  auto province = specimen;
  province[0][16] = '1';
  CHECK_FALSE(mended_mrz(province));
  auto name = specimen;
  name[2][0] = '1';
  CHECK_FALSE(mended_mrz(name));
}

TEST_CASE("mrz: twenty thousand zones with one or two errors, and never a wrong one mended (R40)") {
  std::mt19937 random(20260731);
  int mended_of_one = 0;
  for (int errors = 1; errors <= 2; ++errors)
    for (int i = 0; i < 10'000; ++i) {
      const MrzLines whole = random_card(random);
      REQUIRE(is_vietnamese_mrz(whole));
      MrzLines read = whole;
      for (int e = 0; e < errors; ++e) mutate(read, random);
      const auto mended = mended_mrz(read);
      INFO(mrz_text(whole), "\n", mrz_text(read));
      if (!mended) continue;
      // Two errors can satisfy each other's check digits; then nothing was there to mend.
      if (*mended != read || errors == 1) REQUIRE(*mended == whole);
      if (errors == 1) ++mended_of_one;
    }
  MESSAGE("mended of 10000 with one error: ", mended_of_one);
  CHECK(mended_of_one > 6000);
}

TEST_CASE("mrz: three lines and one text are the same (R40)") {
  CHECK(mrz_lines(mrz_text(specimen)) == specimen);
  CHECK_FALSE(mrz_lines("IDVNM"));
  CHECK_FALSE(mrz_lines(std::string(92, '\n') + "x"));
}
