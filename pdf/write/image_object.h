// An EncodedImage as image XObjects; its bytes go from file to file unchanged.
#pragma once
#include <string>

#include "core/page.h"
#include "pdf/write/file_stream.h"

class QPDF;
class QPDFObjectHandle;

namespace sohoa::pdf {

// Throws Error(bug) for a description no PDF can have (components, bits, palette, ink). A stencil
// becomes an image mask.
QPDFObjectHandle image_object(QPDF& pdf, const EncodedImage& image, const Failure& failure);

// Adds a page image and its layers to `objects`, a dictionary for the page's /XObject. The result
// are the operators that draw them in order; the graphics state is left as it was. `page`: in
// pixels of the original; a pixel is points_x by points_y units of user space. Throws as
// image_object().
std::string show_image(QPDF& pdf, QPDFObjectHandle& objects, const EncodedImage& image,
                       const Box& page, double points_x, double points_y, const Failure& failure);

}  // namespace sohoa::pdf
