// The program from its command line to its exit code.
#pragma once

namespace sohoa::service {

// Restarts the program with OMP_THREAD_LIMIT=1 unless it is set so: libtesseract asks for four
// threads by a pragma that only this variable, read when the program is loaded, can overrule, and
// is five times slower with them. To be called before any thread is started.
void keep_openmp_single(char** argv);

// Parses, runs, reports; never throws.
int run(int argc, char** argv);

}  // namespace sohoa::service
