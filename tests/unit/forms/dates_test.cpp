#include "forms/dates.h"

#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

using sohoa::forms::iso_date;

TEST_CASE("dates: each way of writing a day gives ISO 8601 (R38)") {
  for (const char* text :
       {"ngày 05 tháng 3 năm 2020", "Ngày 5 tháng 03 năm 2020", "05/03/2020", "5-3-2020",
        "05.03.2020", "05 / 03 / 2020", "05032020", "2020-03-05",
        "ngày năm tháng ba năm hai nghìn không trăm hai mươi",
        "Ngày mồng năm, tháng ba, năm hai ngàn không trăm hai mươi", "NGÀY 05 THÁNG 3 NĂM 2020"}) {
    CAPTURE(text);
    CHECK(iso_date(text) == "2020-03-05");
  }
}

TEST_CASE("dates: number words with năm for five and for year (R38)") {
  CHECK(iso_date("Ngày hai mươi chín, tháng mười hai, năm hai nghìn không trăm hai mươi lăm") ==
        "2025-12-29");
  CHECK(iso_date("ngày mười lăm tháng năm năm một nghìn chín trăm chín mươi lăm") == "1995-05-15");
  CHECK(iso_date("ngày mười tháng tư năm một nghìn chín trăm linh năm") == "1905-04-10");
  CHECK(iso_date("ngày ba mươi mốt tháng giêng năm hai nghìn") == "2000-01-31");
}

TEST_CASE("dates: a paper that gives no day or month keeps what it gives (R38)") {
  CHECK(iso_date("00/00/2008") == "2008");
  CHECK(iso_date("00/01/2008") == "2008-01");
  CHECK(iso_date("1995") == "1995");
  CHECK(iso_date("tháng 6 năm 2026") == "2026-06");
}

TEST_CASE("dates: a leap day exists in leap years only (R38)") {
  CHECK(iso_date("29/02/2024") == "2024-02-29");
  CHECK_FALSE(iso_date("29/02/2023"));
  CHECK_FALSE(iso_date("29/02/1900"));
}

TEST_CASE("dates: what is not a date in the calendar is refused (R38)") {
  for (const char* text :
       {"31/02/2020", "ngày 31 tháng 02 năm 2020", "32/01/2020", "01/13/2020", "05/00/2020",
        "05/03/20", "05/03/1700", "ngày tháng năm 2020", "ngày   tháng 3 năm 2020", "",
        "ngày 2| tháng 12 năm 2017", "số 05/03/2020", "05/03/2020 và 06/03/2020", "0503202"}) {
    CAPTURE(text);
    CHECK_FALSE(iso_date(text));
  }
}

TEST_CASE("dates: a sign that may be a digit not read makes a date of none (R38)") {
  for (const char* text : {"05//03/2020",
                           "05/.3/2020",
                           "05/03-2020",
                           "05-03.2020",
                           "05 03/2020",
                           "0/03/2020",
                           "05/0/2020",
                           "ngày 0/ tháng 3 năm 2020",
                           "ngày 2/ tháng 3 năm 2020",
                           "ngày (5 tháng 3 năm 2020",
                           "ngày 5) tháng 3 năm 2020",
                           "ngày 2l tháng 3 năm 2020",
                           "ngày 2 1 tháng 3 năm 2020",
                           "ngày 0 tháng 3 năm 2020",
                           "ngày 005 tháng 3 năm 2020",
                           "ngày 5 tháng 003 năm 2020",
                           "ngày 5 tháng 3 năm 202",
                           "ngày 5 tháng 3 năm 20 20",
                           "ngày O5 tháng 3 năm 2020",
                           "5/3/2O20",
                           "/5/03/2020",
                           "05/03/2020/",
                           "1 1/03/2020",
                           "Hà Nội, ngày 05 tháng 3 năm 2020",
                           "ngày 05 tháng 3 năm 2020 của",
                           "05032O20",
                           "20200305",
                           "2020-13-05",
                           "05/2020/03"}) {
    CAPTURE(text);
    CHECK_FALSE(iso_date(text));
  }
  CHECK(iso_date("05 / 03 / 2020") == "2020-03-05");
  CHECK(iso_date("05 03 2020") == "2020-03-05");
  CHECK(iso_date("ngày ..05.. tháng .3. năm 2020") == "2020-03-05");
  CHECK(iso_date("ngày: 05, tháng: 3, năm: 2020") == "2020-03-05");
}

TEST_CASE("dates: numbers in words follow their grammar or are none (R38)") {
  const auto year = [](const std::string& words) {
    return iso_date("ngày năm tháng ba năm " + words).value_or("");
  };
  CHECK(year("hai nghìn không trăm linh năm") == "2005-03-05");
  CHECK(year("hai nghìn không trăm lẻ năm") == "2005-03-05");
  CHECK(year("hai nghìn linh năm") == "2005-03-05");
  CHECK(year("hai ngàn hai mươi mốt") == "2021-03-05");
  CHECK(year("một nghìn chín trăm chín mươi") == "1990-03-05");
  CHECK(year("một nghìn chín trăm mười lăm") == "1915-03-05");
  for (const std::string words :
       {"hai nghìn năm", "một nghìn chín trăm năm", "hai trăm nghìn", "hai nghìn mười lăm mươi",
        "hai nghìn linh", "hai nghìn không trăm linh không", "hai nghìn một mươi", "nghìn hai",
        "hai nghìn mười mười", "hai hai", "chín trăm hai nghìn", "hai nghìn hai nghìn",
        "hai nghìn chạp", "hai nghìn không trăm hai mươi lăm sáu", "hai nghìn 20"}) {
    CAPTURE(words);
    CHECK(year(words) == "");
  }
  const auto day = [](const std::string& words) {
    return iso_date("ngày " + words + " tháng ba năm 2020").value_or("");
  };
  CHECK(day("hai mươi mốt") == "2020-03-21");
  CHECK(day("mồng mười") == "2020-03-10");
  CHECK(day("ba mươi") == "2020-03-30");
  for (const std::string words :
       {"mười mươi", "giêng", "chạp", "hai mươi mười", "không", "linh năm"}) {
    CAPTURE(words);
    CHECK(day(words) == "");
  }
}

TEST_CASE("dates: every day of two centuries is understood in digits and in words (R38)") {
  using namespace std::chrono;
  static const std::vector<std::string> unit = {"không", "một", "hai", "ba",  "bốn",
                                                "năm",   "sáu", "bảy", "tám", "chín"};
  const auto below = [&](unsigned n) -> std::string {
    if (n < 10) return unit[n];
    std::string text = n < 20 ? "mười" : unit[n / 10] + " mươi";
    if (n % 10 == 0) return text;
    if (n % 10 == 5) return text + " lăm";
    return text + " " + (n % 10 == 1 && n > 20 ? "mốt" : unit[n % 10]);
  };
  std::size_t wrong = 0;
  for (sys_days day = sys_days{1900y / 1 / 1}; day < sys_days{2100y / 1 / 1}; day += days(1)) {
    const year_month_day date{day};
    const unsigned d = unsigned{date.day()}, m = unsigned{date.month()};
    const auto y = static_cast<unsigned>(int{date.year()});
    const std::string iso = fmt::format("{:04}-{:02}-{:02}", y, m, d);
    std::string year = unit[y / 1000] + " nghìn " + unit[y / 100 % 10] + " trăm";
    if (y % 100 != 0) year += (y % 100 < 10 ? " linh " : " ") + below(y % 100);
    const std::string words = fmt::format("Ngày {} tháng {} năm {}", below(d), below(m), year);
    const bool right = iso_date(words) == iso &&
                       iso_date(fmt::format("{:02}/{:02}/{}", d, m, y)) == iso &&
                       iso_date(fmt::format("ngày {} tháng {} năm {}", d, m, y)) == iso;
    if (!right && ++wrong < 5) {
      CAPTURE(words);
      CHECK(iso_date(words) == iso);
    }
  }
  CHECK(wrong == 0);
}
