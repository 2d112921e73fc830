// The communes and intercommunalities (EPCI) of France, as the listings beside the tables have them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace cptsim {

/// A commune, or an arrondissement of Paris, Lyon or Marseille.
struct Commune {
    std::string code, name, epci, department;  ///< epci: its code, "" in none
    double inhabitants = 0;                    ///< legal population
};

struct Epci {
    std::string code, name;
};

class Municipalities {
  public:
    /// From the bytes of data/communes.csv and data/epci.csv. Throws InputError for what is neither.
    Municipalities(std::string_view communes, std::string_view epci);
    [[nodiscard]] static Municipalities shipped();

    [[nodiscard]] std::vector<Commune> const& communes() const { return communes_; }
    [[nodiscard]] std::vector<Epci> const& epci() const { return epci_; }

  private:
    std::vector<Commune> communes_;
    std::vector<Epci> epci_;
};

}  // namespace cptsim
