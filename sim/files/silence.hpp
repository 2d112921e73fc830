// Libraries that talk to the terminal by themselves.
#pragma once

namespace cptsim {

/// While it lives, nothing that anyone writes on stderr arrives: for calls of libraries that say what is wrong there,
/// in English and with the names of their insides. Who calls them says it.
class Silence {
  public:
    Silence();
    ~Silence();
    Silence(Silence const&) = delete;
    Silence& operator=(Silence const&) = delete;

  private:
    int stderr_;
};

}  // namespace cptsim
