#include "forms/dates.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

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
