#include "core/review_reasons.h"

#include <doctest/doctest.h>

#include "core/messages.h"
#include "core/vietnamese.h"

using namespace sohoa;

TEST_CASE("review reasons: a code is told in a sentence; one that is not known says itself") {
  for (const char* code :
       {"not_found", "handwritten", "pattern_mismatch", "low_confidence", "sources_disagree"}) {
    CAPTURE(code);
    const auto sentence = review_sentence(code);
    CHECK(sentence.size() > 20);
    CHECK(sentence != code);
    CHECK(nfc(sentence) == sentence);
  }
  CHECK(review_sentence("seen_on_the_moon") == "seen_on_the_moon");
  CHECK(review_sentence("") == "");
  CHECK(review_sentence("not_found: nowhere") == review_sentence("not_found") + " (nowhere)");
}

TEST_CASE("review reasons: that of a field says which one and why, others what their cause says") {
  const ReviewReason field{Cause::field_doubtful, 0, 0, "so_ky_hieu: handwritten"};
  CHECK(review_message(field) == "so_ky_hieu: " + review_sentence("handwritten"));
  const ReviewReason page{Cause::text_unread, 0, 0, "a.jpg: 3 %"};
  CHECK(review_message(page) == advice(Cause::text_unread).what);
  const ReviewReason odd{Cause::field_doubtful, 0, 0, "no colon"};
  CHECK(review_message(odd) == advice(Cause::field_doubtful).what);
}
