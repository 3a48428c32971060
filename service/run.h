// The program from its command line to its exit code.
#pragma once

namespace sohoa::service {

// Restarts the program with OMP_THREAD_LIMIT=1 and OPENBLAS_NUM_THREADS=1 unless they are set so,
// as they are read when the program is loaded: libtesseract asks for four threads by a pragma that
// only the first can overrule, and is five times slower with them; the second keeps OpenBLAS, which
// OpenCV brings and nothing here uses, from letting a thread spin for a moment at each start. To be
// called before any thread is started.
void keep_libraries_single(char** argv);

// Parses, runs, reports; never throws.
int run(int argc, char** argv);

}  // namespace sohoa::service
