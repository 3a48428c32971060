// An EncodedImage as an image XObject; its bytes go from file to file unchanged.
#pragma once
#include <exception>
#include <memory>

#include "core/page.h"

class QPDF;
class QPDFObjectHandle;

namespace sohoa::pdf {

// Why a PDF could not be written. It is kept here, since qpdf turns every exception of a stream's
// provider into one of its own.
using Failure = std::shared_ptr<std::exception_ptr>;

// Throws Error(bug) for a description no PDF can have (components, bits, palette).
QPDFObjectHandle image_object(QPDF& pdf, const EncodedImage& image, const Failure& failure);

}  // namespace sohoa::pdf
