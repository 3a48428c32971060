// SoftHSM behind a PKCS#11 module that writes down what it is asked, and fails as a folder says.
//
// $SCRIPTED_TOKEN names the folder. Each login and signature adds a line to its file `calls`:
// "login", "sign MECHANISM". A file of one of these names makes the call fail, and is removed
// first:
//   crash_open hang_open crash_login crash_sign hang_sign wrong_sign removed_sign
// While a file `final_try` is there, the token says that its PIN has one try left.
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <string>

#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <unistd.h>

namespace {

const char* const softhsm = "/usr/lib/softhsm/libsofthsm2.so";

CK_FUNCTION_LIST* real = nullptr;
CK_FUNCTION_LIST ours;
CK_MECHANISM_TYPE mechanism = 0;

std::string file(const char* name) {
  const char* folder = std::getenv("SCRIPTED_TOKEN");
  return std::string(folder == nullptr ? "." : folder) + "/" + name;
}

void tell(const std::string& line) { std::ofstream(file("calls"), std::ios::app) << line << '\n'; }

bool ordered(const char* name) { return unlink(file(name).c_str()) == 0; }

void crash() { std::raise(SIGSEGV); }
void hang() {
  for (;;) pause();
}

CK_RV initialize(void* arguments) {
  if (ordered("crash_open")) crash();
  if (ordered("hang_open")) hang();
  return real->C_Initialize(arguments);
}

CK_RV token_info(CK_SLOT_ID slot, CK_TOKEN_INFO* info) {
  const CK_RV result = real->C_GetTokenInfo(slot, info);
  if (access(file("final_try").c_str(), F_OK) == 0) info->flags |= CKF_USER_PIN_FINAL_TRY;
  return result;
}

CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char* pin, unsigned long size) {
  tell("login");
  if (ordered("crash_login")) crash();
  return real->C_Login(session, user, pin, size);
}

CK_RV sign_init(CK_SESSION_HANDLE session, CK_MECHANISM* wanted, CK_OBJECT_HANDLE key) {
  mechanism = wanted->mechanism;
  return real->C_SignInit(session, wanted, key);
}

CK_RV sign(CK_SESSION_HANDLE session, unsigned char* data, unsigned long size, unsigned char* value,
           unsigned long* value_size) {
  if (value != nullptr) tell("sign " + std::to_string(mechanism));
  if (ordered("crash_sign")) crash();
  if (ordered("hang_sign")) hang();
  if (ordered("removed_sign")) return CKR_DEVICE_REMOVED;
  const CK_RV result = real->C_Sign(session, data, size, value, value_size);
  if (value != nullptr && ordered("wrong_sign")) value[*value_size / 2] ^= 1U;
  return result;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
  void* library = dlopen(softhsm, RTLD_NOW);
  if (library == nullptr) return CKR_GENERAL_ERROR;
  const auto functions =
      reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"));
  const CK_RV result = functions(&real);
  if (result != CKR_OK) return result;
  ours = *real;
  ours.C_Initialize = initialize;
  ours.C_GetTokenInfo = token_info;
  ours.C_Login = login;
  ours.C_SignInit = sign_init;
  ours.C_Sign = sign;
  *list = &ours;
  return CKR_OK;
}
