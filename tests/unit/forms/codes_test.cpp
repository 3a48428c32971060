#include "forms/codes.h"

#include <string>

#include <doctest/doctest.h>

using namespace sohoa::forms;

TEST_CASE("codes: agency codes of Decision 20/2020 (R23)") {
  for (const char* code : {"H29", "H49.64.33", "A01", "Y99.1.2.3", "Z01", "Z99.AB12"}) {
    CAPTURE(code);
    CHECK(is_agency_code(code));
  }
  for (const char* code : {"", "H2", "H291", "29H", "h29", "Z00", "H29.", ".H29", "H29..1", "H29-1",
                           "H29.abc", "H29.000000000000000000000000000000001"}) {
    CAPTURE(code);
    CHECK_FALSE(is_agency_code(code));
  }
}

TEST_CASE("codes: every first level of an agency code is a letter and two digits (R23)") {
  for (int letter = 0; letter < 128; ++letter) {
    const std::string code = std::string(1, static_cast<char>(letter)) + "29";
    CHECK(is_agency_code(code) == (letter >= 'A' && letter <= 'Z'));
  }
}

TEST_CASE("codes: dossier codes, old and new, on a day in the calendar (R24)") {
  for (const char* code : {"000.00.00.H29-200305-0001", "H29.245-260812-0039", "H29-260812-00391",
                           "000.12.34.G15-240229-9999", "H49.64.33-250701-0001"}) {
    CAPTURE(code);
    CHECK(is_dossier_code(code));
  }
  for (const char* code :
       {"000.00.00.H29-200231-0001", "000.00.00.H29-200305-001", "000.00.00.H29-200305-00001",
        "H29.245-261332-0039", "H29.245-260812-39", "H29.245-260812", "H29.245 260812 0039",
        "00.00.H29-200305-0001", "../H29-260812-0039", "H29.245-260812-00390039x", ""}) {
    CAPTURE(code);
    CHECK_FALSE(is_dossier_code(code));
  }
}

TEST_CASE("codes: procedure, component and result codes (R25)") {
  for (const char* code :
       {"1.001612", "2.000635", "1.000948.H38", "1.000656.000.00.00.H29", "1.000894.01"})
    CHECK(is_procedure_code(code));
  for (const char* code :
       {"4.001612", "1.01612", "1.0016122", "1.001612.", "1.001612.H3", "1,001612"})
    CHECK_FALSE(is_procedure_code(code));
  CHECK(is_component_code("TP-H05.000079"));
  CHECK_FALSE(is_component_code("TP-H05.79"));
  CHECK(is_result_code("KQ.G15.000031"));
  CHECK_FALSE(is_result_code("KQ.G1.000031"));
}

TEST_CASE("codes: identity numbers keep century, sex and old province codes (R41)") {
  CHECK(is_identity_number("079190999901"));
  CHECK(identity_birth_year("079190999901") == 1990);
  CHECK(identity_is_female("079190999901"));
  CHECK(identity_birth_year("079225999945") == 2025);
  CHECK_FALSE(identity_is_female("079225999945"));
  for (const char* old_province : {"074190999901", "077190999901"})
    CHECK(is_identity_number(old_province));
  for (const char* wrong : {"", "07919099990", "0791909999012", "07919099990a", "000190999901"})
    CHECK_FALSE(is_identity_number(wrong));
}

TEST_CASE("codes: tax codes by their check digit, the impossible remainder and branches (R44)") {
  for (const char* code :
       {"0312345673", "0399999999", "0100000010", "0100047516", "0100047516-001"}) {
    CAPTURE(code);
    CHECK(is_tax_code(code));
  }
  for (const char* code : {"0312345674", "0100047516-000", "0100047516001", "0100047516-0a1", ""})
    CHECK_FALSE(is_tax_code(code));
  for (char check = '0'; check <= '9'; ++check)
    CHECK_FALSE(is_tax_code(std::string("310000007") + check));
}
