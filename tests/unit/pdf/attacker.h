// What others append to our files: incremental updates made object by object, and signatures whose
// fields look in any way.
#pragma once
#include <functional>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "pdf/sign/revision.h"
#include "tests/unit/pdf/material.h"

namespace sohoa::pdf::test {

using Object = QPDFObjectHandle;
using Change = std::function<void(Revision&)>;

void update(const std::filesystem::path& file, const Change& change);

Object page_of(Revision& revision);  // the first
Object parsed(Revision& revision, const std::string& text);
Object reference(Revision& revision, int id);
Object first_field(Revision& revision);

// New objects; their numbers.
int add_stream(Revision& revision, const std::string& entries, const std::string& bytes);
int add_object(Revision& revision, const std::string& body);

void append_annotation(Revision& revision, int id);  // to page 1
void append_field(Revision& revision, int id);
void set_in_catalog(Revision& revision, const std::string& key, Object value);

// Not good, and some problem of it names the reason.
void refused(const PdfVerdict& verdict, const std::string& reason);

// Signs with a field that looks like this; `entries` join the signature dictionary.
void sign_with(const std::filesystem::path& file, const std::string& name, const std::string& look,
               const std::string& entries = "", const Change& before = {});

constexpr const char* form_entries = "/Type /XObject /Subtype /Form /BBox [0 0 100 20]";

}  // namespace sohoa::pdf::test
