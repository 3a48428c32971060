// Why a person should look at a field, in a clerk's words: form definitions and validators give
// codes, which programs go by; this is what each says in Vietnamese.
#pragma once
#include <string>
#include <string_view>

#include "core/dossier.h"

namespace sohoa {

// "Viết tay: …" of "handwritten". A code that is not known is returned as it is. Of "CODE: more"
// the code is looked up and what follows kept behind the sentence in parentheses.
std::string review_sentence(std::string_view reason);

// What a clerk reads of a reason to look at a dossier: the message of its cause (core/messages.h),
// and of a field which one and why.
std::string review_message(const ReviewReason& reason);

}  // namespace sohoa
