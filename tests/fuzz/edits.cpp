#include "tests/fuzz/edits.hpp"

#include <fcntl.h>
#include <hdf5.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <optional>
#include <vector>

#include "sim/files/digest.hpp"
#include "sim/files/hdf5_lock.hpp"

namespace cptsim::fuzz {
namespace {

constexpr hsize_t kMostValues = 4096;  ///< that an edit writes

/// Closes what HDF5 opened.
class Id {
  public:
    explicit Id(hid_t id) : id_(id) {}
    ~Id()
    {
        if (id_ >= 0) H5Idec_ref(id_);
    }
    Id(Id const&) = delete;
    Id& operator=(Id const&) = delete;
    operator hid_t() const { return id_; }  // NOLINT: it is one

  private:
    hid_t id_;
};

/// The words of a line, from the left.
class Words {
  public:
    explicit Words(std::string_view line) : rest_(line) {}
    std::string next()
    {
        auto const end = std::min(rest_.find(' '), rest_.size());
        std::string word(rest_.substr(0, end));
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return word;
    }
    long long number() { return std::strtoll(next().c_str(), nullptr, 10); }
    [[nodiscard]] bool empty() const { return rest_.empty(); }

    /// What is left, with its escapes as bytes.
    [[nodiscard]] std::string text() const
    {
        std::string bytes;
        for (std::size_t i = 0; i < rest_.size(); ++i) {
            if (rest_[i] != '\\' || i + 1 == rest_.size()) {
                bytes += rest_[i];
                continue;
            }
            char const kind = rest_[++i];
            if (kind == 'x' && i + 2 < rest_.size()) {
                bytes += static_cast<char>(std::strtol(std::string(rest_.substr(i + 1, 2)).c_str(), nullptr, 16));
                i += 2;
            } else {
                bytes += kind == 'n' ? '\n' : kind == 't' ? '\t' : kind;
            }
        }
        return bytes;
    }

  private:
    std::string_view rest_;
};

hid_t text_type()
{
    hid_t const type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

hid_t type_of(std::string const& kind)
{
    if (kind == "text") return text_type();
    if (kind == "pair") {
        hid_t const pair = H5Tcreate(H5T_COMPOUND, 12);
        H5Tinsert(pair, "a", 0, H5T_STD_I32LE);
        H5Tinsert(pair, "b", 4, H5T_IEEE_F64LE);
        return pair;
    }
    return H5Tcopy(kind == "i8"   ? H5T_STD_I64LE
                   : kind == "u1" ? H5T_STD_U8LE
                   : kind == "f4" ? H5T_IEEE_F32LE
                   : kind == "f8" ? H5T_IEEE_F64LE
                                  : H5T_STD_I32LE);
}

void put_texts(hid_t file, Words& words, bool many)
{
    Id const place(H5Oopen(file, words.next().c_str(), H5P_DEFAULT));
    auto const name = words.next();
    hsize_t const count = many ? static_cast<hsize_t>(words.number()) % kMostValues : 1;
    auto const text = words.text();
    if (place < 0) return;
    H5Adelete(place, name.c_str());
    Id const type(text_type()), space(many ? H5Screate_simple(1, &count, nullptr) : H5Screate(H5S_SCALAR));
    Id const attribute(H5Acreate2(place, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT));
    std::vector<char const*> const pointers(std::max<hsize_t>(count, 1), text.c_str());
    if (attribute >= 0) H5Awrite(attribute, type, pointers.data());
}

void put_number(hid_t file, Words& words)
{
    Id const place(H5Oopen(file, words.next().c_str(), H5P_DEFAULT));
    auto const name = words.next();
    long long const number = words.number();
    if (place < 0) return;
    H5Adelete(place, name.c_str());
    Id const space(H5Screate(H5S_SCALAR));
    Id const attribute(H5Acreate2(place, name.c_str(), H5T_STD_I64LE, space, H5P_DEFAULT, H5P_DEFAULT));
    if (attribute >= 0) H5Awrite(attribute, H5T_NATIVE_LLONG, &number);
}

void bare(hid_t file, Words& words)
{
    Id const place(H5Oopen(file, words.next().c_str(), H5P_DEFAULT));
    if (place >= 0) H5Adelete(place, words.next().c_str());
}

/// Calls `change` with all values of a variable of at most kMostValues, and their bytes each, then stores them.
void change_values(hid_t variable, std::function<void(std::vector<char>&, std::size_t each)> const& change)
{
    Id const type(H5Dget_type(variable)), space(H5Dget_space(variable));
    auto const count = H5Sget_simple_extent_npoints(space);
    auto const each = H5Tget_size(type);
    if (count <= 0 || static_cast<hsize_t>(count) > kMostValues || each == 0 || each > 64) return;
    std::vector<char> values(static_cast<std::size_t>(count) * each);
    if (H5Dread(variable, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0) return;
    change(values, each);
    H5Dwrite(variable, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
}

template <class Number>
void put(char* to, Number number)
{
    std::memcpy(to, &number, sizeof number);
}

void set(hid_t file, Words& words)
{
    Id const variable(H5Dopen2(file, words.next().c_str(), H5P_DEFAULT));
    if (variable < 0) return;
    auto const index = static_cast<std::size_t>(words.number());
    auto const text = words.text();
    Id const type(H5Dget_type(variable));
    auto const kind = H5Tget_class(type);
    change_values(variable, [&](std::vector<char>& values, std::size_t each) {
        auto* const to = values.data() + index % (values.size() / each) * each;
        if (kind == H5T_STRING && each == sizeof(char*)) {
            put(to, text.c_str());  // what stood there leaks; nobody minds
        } else if (kind == H5T_INTEGER && each == sizeof(std::int32_t)) {
            put(to, static_cast<std::int32_t>(std::strtoll(text.c_str(), nullptr, 10)));
        } else if (kind == H5T_FLOAT && each == sizeof(double)) {
            put(to, std::strtod(text.c_str(), nullptr));
        } else if (kind == H5T_FLOAT && each == sizeof(float)) {
            put(to, std::strtof(text.c_str(), nullptr));
        }
    });
}

void change_length(hid_t file, Words& words)
{
    auto const path = words.next();
    auto const length = static_cast<hsize_t>(words.number()) % kMostValues;
    std::vector<char> values;
    std::size_t each = 0;
    hid_t type = -1;
    {
        Id const variable(H5Dopen2(file, path.c_str(), H5P_DEFAULT));
        if (variable < 0) return;
        change_values(variable, [&](std::vector<char>& all, std::size_t size) { values = all, each = size; });
        type = H5Dget_type(variable);
    }
    Id const held(type), space(H5Screate_simple(1, &length, nullptr));
    if (values.empty()) return;
    auto const before = values;
    values.resize(static_cast<std::size_t>(length) * each);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = before[i % before.size()];
    H5Ldelete(file, path.c_str(), H5P_DEFAULT);
    Id const variable(H5Dcreate2(file, path.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    if (variable >= 0 && length > 0) H5Dwrite(variable, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
}

void reshape(hid_t file, Words& words)
{
    auto const path = words.next(), kind = words.next();
    std::vector<hsize_t> lengths;
    while (!words.empty() && lengths.size() < 8)
        lengths.push_back(static_cast<hsize_t>(std::strtoull(words.next().c_str(), nullptr, 10)));
    Id const type(type_of(kind)), storage(H5Pcreate(H5P_DATASET_CREATE));
    Id const space(lengths.empty() ? H5Screate(H5S_SCALAR)
                                   : H5Screate_simple(static_cast<int>(lengths.size()), lengths.data(), nullptr));
    if (space < 0) return;
    if (!lengths.empty() && std::find(lengths.begin(), lengths.end(), 0U) == lengths.end()) {
        std::vector<hsize_t> const chunk(lengths.size(), 1);  // takes no room before it is written
        H5Pset_chunk(storage, static_cast<int>(chunk.size()), chunk.data());
    }
    H5Ldelete(file, path.c_str(), H5P_DEFAULT);
    Id const variable(H5Dcreate2(file, path.c_str(), type, space, H5P_DEFAULT, storage, H5P_DEFAULT));
}

void hash(hid_t file, Words& words)
{
    auto const path = words.next();
    std::string text;
    {
        Id const variable(H5Dopen2(file, path.c_str(), H5P_DEFAULT));
        if (variable < 0) return;
        Id const type(H5Dget_type(variable));
        if (H5Tget_class(type) != H5T_STRING) return;
        change_values(variable, [&](std::vector<char>& all, std::size_t each) {
            char const* first = nullptr;
            if (each == sizeof first) std::memcpy(&first, all.data(), sizeof first);
            text = first ? first : "";
        });
    }
    auto const line = path + " sha256 " + sha256_hex(text);
    Words again(line);
    put_texts(file, again, false);
}

void link(hid_t file, std::string const& kind, Words& words)
{
    auto const place = words.next();
    if (kind == "link") {
        auto const onto = words.next();
        if (H5Lexists(file, place.c_str(), H5P_DEFAULT) <= 0 || onto == place) return;
        H5Ldelete(file, onto.c_str(), H5P_DEFAULT);
        H5Lcreate_hard(file, place.c_str(), file, onto.c_str(), H5P_DEFAULT, H5P_DEFAULT);
        return;
    }
    H5Ldelete(file, place.c_str(), H5P_DEFAULT);
    auto const to = words.text();
    if (kind == "soft") H5Lcreate_soft(to.c_str(), file, place.c_str(), H5P_DEFAULT, H5P_DEFAULT);
    if (kind == "external") H5Lcreate_external(to.c_str(), "/a", file, place.c_str(), H5P_DEFAULT, H5P_DEFAULT);
}

/// What is done through HDF5.
void follow(hid_t file, std::string_view line)
{
    Words words(line);
    auto const action = words.next();
    if (action == "attribute" || action == "texts") put_texts(file, words, action == "texts");
    if (action == "number") put_number(file, words);
    if (action == "bare") bare(file, words);
    if (action == "set") set(file, words);
    if (action == "length") change_length(file, words);
    if (action == "shape") reshape(file, words);
    if (action == "hash") hash(file, words);
    if (action == "remove") H5Ldelete(file, words.next().c_str(), H5P_DEFAULT);
    if (action == "link" || action == "soft" || action == "external") link(file, action, words);
}

/// What is done behind its back.
void overwrite(int file, off_t size, std::string_view line)
{
    Words words(line);
    auto const action = words.next();
    if (size == 0 || (action != "byte" && action != "bytes")) return;
    auto const place =
        static_cast<off_t>(static_cast<std::uint64_t>(words.number()) % static_cast<std::uint64_t>(size));
    auto const value = std::strtoull(words.next().c_str(), nullptr, 10);
    auto const count = action == "byte" ? 1 : static_cast<std::size_t>(words.number()) % (sizeof value + 1);
    if (pwrite(file, &value, std::min<std::size_t>(count, static_cast<std::size_t>(size - place)), place) < 0) abort();
}

template <class Action>
void for_lines(std::string_view text, Action const& action)
{
    for (std::size_t from = 0; from < text.size();) {
        auto const end = std::min(text.find('\n', from), text.size());
        action(text.substr(from, end - from));
        from = end + 1;
    }
}

}  // namespace

void edit(std::string const& path, std::string_view edits)
{
    auto const held = hold_hdf5();
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    {
        Id const file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT));
        for_lines(edits, [&](std::string_view line) { follow(file, line); });
    }
    int const file = open(path.c_str(), O_RDWR | O_CLOEXEC);
    struct stat now = {};
    if (file < 0 || fstat(file, &now) != 0) abort();
    for_lines(edits, [&](std::string_view line) { overwrite(file, now.st_size, line); });
    close(file);
}

std::size_t which(std::string_view edits)
{
    std::optional<std::size_t> number;
    for_lines(edits, [&](std::string_view line) {
        Words words(line);
        if (words.next() == "of" && !number) number = static_cast<std::size_t>(words.number());
    });
    return number.value_or(0);
}

}  // namespace cptsim::fuzz
