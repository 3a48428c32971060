// Could the appearance of a signature that was added later hide or change what a page shows?
#pragma once
#include <string>

class QPDFObjectHandle;

namespace sohoa::pdf {

// Why the stream (a form XObject) is more than a few lines of dark text: paths, images, shadings,
// light colours, fonts whose glyphs are drawn by programs; empty: it is text alone. Decodes no more
// than a few hundred KiB. Throws qpdf's exceptions.
std::string beyond_text(QPDFObjectHandle form);

}  // namespace sohoa::pdf
