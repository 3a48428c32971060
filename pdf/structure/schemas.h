// The properties that XMP may hold (6.6.2.3): those of XMP 2005, and those that the packet itself
// describes.
#pragma once
#include <map>
#include <string>
#include <utility>

#include "pdf/structure/findings.h"
#include "pdf/structure/xmp.h"

namespace sohoa::pdf {

// Address of a namespace and name of a property, with the type of its value: "bag Text".
using XmpTypes = std::map<std::pair<std::string, std::string>, std::string>;

// The extension schemas of a packet, judged (6.6.2.3.3).
XmpTypes read_schemas(const XmpPacket& packet, Findings& findings);

// Every property is known, by XMP 2005 or `described`, and has a value of its type (6.6.2.3.1).
void check_properties(const XmpPacket& packet, const XmpTypes& described, Findings& findings);

}  // namespace sohoa::pdf
