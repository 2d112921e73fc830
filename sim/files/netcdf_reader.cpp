#include <H5Cpp.h>

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "sim/base/error.hpp"
#include "sim/base/plain_text.hpp"
#include "sim/base/text.hpp"
#include "sim/files/hdf5_lock.hpp"
#include "sim/files/netcdf_file.hpp"
#include "sim/files/regular_file.hpp"

namespace cptsim {
namespace {

/// A chunk that was compressed expands no further than this.
constexpr std::size_t kMostExpansion = 1040;
constexpr std::size_t kSmall = std::size_t{1} << 20;  ///< bytes that nobody minds

std::vector<hsize_t> shape_of(H5::DataSpace const& space)
{
    std::vector<hsize_t> shape(static_cast<std::size_t>(std::max(space.getSimpleExtentNdims(), 0)));
    if (!shape.empty()) space.getSimpleExtentDims(shape.data());
    return shape;
}

/// Positions of a space, by its lengths: HDF5 multiplies them without a look at the width of its numbers.
std::size_t count_of(H5::DataSpace const& space)
{
    if (space.getSimpleExtentType() == H5S_NULL) return 0;
    std::size_t count = 1;
    for (auto const length : shape_of(space)) {
        if (length != 0 && count > (std::numeric_limits<std::size_t>::max() >> 8) / length)
            throw H5::DataSpaceIException("count_of", "more than can be counted");
        count *= length;
    }
    return count;
}

/// Whether a link leads out of the file, or to nothing but a name.
herr_t is_no_hard_link(hid_t, char const*, H5L_info_t const* link, void*)
{
    return link->type == H5L_TYPE_HARD ? 0 : 1;
}

}  // namespace

struct NetcdfReader::Impl {
    std::string path;
    std::size_t file_size = 0;
    H5::H5File file;
    std::unordered_map<std::string, H5::DataSet> open;

    [[noreturn]] void fail(Words text) const { throw InputError({path}, std::move(text)); }

    /// A text as it may be printed and written: others than ours may have made it.
    std::string plain(std::string text, std::string const& where) const
    {
        constexpr std::string_view kMark = "\xEF\xBB\xBF";  // with which a study may begin
        if (auto const fault = text_fault(std::string_view(text).substr(text.starts_with(kMark) ? kMark.size() : 0)))
            fail(both({"cannot be read (byte {} of its {} is no plain text: control characters, or not UTF-8) another "
                       "file?",
                       "ne peut pas être lu (l'octet {} de {} n'est pas du texte : caractères de contrôle, ou pas de "
                       "l'UTF-8) un autre fichier ?"},
                      fault->at, where));
        return text;
    }

    /// Calls `action` as the one thread in HDF5.
    template <class Action>
    auto read(std::string const& what, Action const& action) const
    {
        auto const held = hold_hdf5();
        try {
            return action();
        } catch (H5::Exception const&) {
            fail(Text{"cannot be read (its ", "ne peut pas être lu ("} + what +
                 Text{" is missing, damaged or of another kind) run again, or another file?",
                      " manque, est abîmé ou d'une autre sorte) relancer le calcul, ou un autre fichier ?"});
        }
    }

    /// A variable stays open: runs are read one by one from the same hundred variables.
    H5::DataSet const& variable(std::string const& name)
    {
        auto const found = open.find(name);
        if (found != open.end()) return found->second;
        H5::DSetAccPropList access;
        access.setChunkCache(0, 0, H5D_CHUNK_CACHE_W0_DEFAULT);
        auto opened = file.openDataSet(name, access);
        auto const storage = opened.getCreatePlist();
        if (storage.getLayout() == H5D_VIRTUAL ||
            (storage.getLayout() == H5D_CONTIGUOUS && storage.getExternalCount() > 0))
            fail(both({"cannot be read (the values of its {} stand in another file, which is not followed)",
                       "ne peut pas être lu (les valeurs de {} sont dans un autre fichier, qui n'est pas suivi)"},
                      name));
        return open.emplace(name, std::move(opened)).first->second;
    }

    /// Values of a variable that is read whole, of `size` bytes each in memory. What is stored explains how many there
    /// are: lengths alone cost a file nothing.
    std::size_t whole(H5::DataSet const& from, std::string const& name, std::size_t size) const
    {
        auto const count = count_of(from.getSpace());
        auto const stored = static_cast<std::size_t>(from.getStorageSize());
        if (stored <= file_size && count <= std::max(kSmall, stored * kMostExpansion) / size) return count;
        fail(both({"is damaged (its {} says that it is longer than the file explains) a copy of it, or run again?",
                   "est abîmé ({} se dit plus long que le fichier ne l'explique) une copie, ou relancer le calcul ?"},
                  name));
    }

    template <class Number>
    std::vector<Number> numbers(std::string const& name, H5::PredType const& type)
    {
        return read(name, [&] {
            auto const& from = variable(name);
            std::vector<Number> values(whole(from, name, sizeof(Number)));
            if (!values.empty()) from.read(values.data(), type);
            return values;
        });
    }
};

NetcdfReader::NetcdfReader(std::string path) : impl_(std::make_unique<Impl>())
{
    impl_->path = std::move(path);
    auto const held = hold_hdf5();
    try {
        impl_->file.openFile(impl_->path, H5F_ACC_RDONLY);
        impl_->file_size = static_cast<std::size_t>(RegularFile(impl_->path).size());
    } catch (H5::Exception const&) {
        impl_->fail({"is damaged or cut short (HDF5 cannot open it) a copy of it, or run again?",
                     "est abîmé ou tronqué (HDF5 ne peut pas l'ouvrir) une copie, ou relancer le calcul ?"});
    }
    auto const found = H5Lvisit(impl_->file.getId(), H5_INDEX_NAME, H5_ITER_NATIVE, is_no_hard_link, nullptr);
    if (found < 0)
        impl_->fail({"is damaged (its groups cannot be read) a copy of it, or run again?",
                     "est abîmé (ses groupes ne peuvent pas être lus) une copie, ou relancer le calcul ?"});
    if (found > 0)
        impl_->fail({"cannot be read (it has links that lead elsewhere, which are not followed)",
                     "ne peut pas être lu (il a des liens qui mènent ailleurs, et qui ne sont pas suivis)"});
}

NetcdfReader::NetcdfReader(NetcdfReader&&) noexcept = default;

NetcdfReader::~NetcdfReader()
{
    auto const held = hold_hdf5();
    impl_.reset();
}

bool NetcdfReader::has(std::string const& path) const
{
    return impl_->read(path, [&] { return impl_->file.nameExists(path); });
}

std::string NetcdfReader::attribute(std::string const& place, std::string const& name) const
{
    return impl_->read("attribute '" + name + "' of " + place, [&]() -> std::string {
        auto const text_of = [&](H5::H5Object const& object) {
            std::string text;
            if (!object.attrExists(name)) return text;
            auto const attribute = object.openAttribute(name);
            auto const space = attribute.getSpace();
            if (space.getSimpleExtentType() == H5S_NULL) return text;
            if (attribute.getTypeClass() != H5T_STRING || count_of(space) != 1 ||
                attribute.getDataType().getSize() > impl_->file_size)
                throw H5::AttributeIException("attribute", "it is not one text");
            attribute.read(attribute.getStrType(), text);
            return impl_->plain(std::move(text), "attribute '" + name + "' of " + place);
        };
        if (impl_->file.childObjType(place) == H5O_TYPE_GROUP) return text_of(impl_->file.openGroup(place));
        return text_of(impl_->variable(place));
    });
}

std::vector<std::size_t> NetcdfReader::shape(std::string const& path) const
{
    return impl_->read(path, [&] {
        auto const shape = shape_of(impl_->variable(path).getSpace());
        return std::vector<std::size_t>(shape.begin(), shape.end());
    });
}

std::vector<std::string> NetcdfReader::texts(std::string const& path) const
{
    return impl_->read(path, [&] {
        auto const& from = impl_->variable(path);
        auto const space = from.getSpace();
        std::vector<char*> pointers(impl_->whole(from, path, sizeof(char*)), nullptr);
        H5::StrType type(H5::PredType::C_S1, H5T_VARIABLE);
        type.setCset(H5T_CSET_UTF8);
        if (!pointers.empty()) from.read(static_cast<void*>(pointers.data()), type);
        std::vector<std::string> texts;
        for (char const* text : pointers) texts.emplace_back(text ? text : "");
        if (!pointers.empty()) H5::DataSet::vlenReclaim(static_cast<void*>(pointers.data()), type, space);
        for (auto const& text : texts) static_cast<void>(impl_->plain(text, path));
        return texts;
    });
}

std::string NetcdfReader::text(std::string const& path) const
{
    auto all = texts(path);
    if (all.size() != 1)
        impl_->fail(Text{"is damaged (", "est abîmé ("} + path +
                    Text{" is not one text) a copy of it, or run again?",
                         " n'est pas un texte) une copie, ou relancer le calcul ?"});
    return std::move(all.front());
}

std::vector<std::int32_t> NetcdfReader::integers(std::string const& path) const
{
    return impl_->numbers<std::int32_t>(path, H5::PredType::NATIVE_INT32);
}

std::vector<double> NetcdfReader::reals(std::string const& path) const
{
    return impl_->numbers<double>(path, H5::PredType::NATIVE_DOUBLE);
}

Values NetcdfReader::values(std::string const& path) const
{
    auto const [kind, size] = impl_->read(path, [&] {
        auto const& from = impl_->variable(path);
        return std::pair(from.getTypeClass(), from.getDataType().getSize());
    });
    if (kind == H5T_STRING) return texts(path);
    if (kind == H5T_INTEGER) return integers(path);
    if (size == sizeof(double)) return reals(path);
    return impl_->numbers<float>(path, H5::PredType::NATIVE_FLOAT);
}

std::vector<float> NetcdfReader::slab(std::string const& path, std::vector<std::size_t> const& start,
                                      std::vector<std::size_t> const& count) const
{
    return impl_->read(path, [&] {
        auto const& from = impl_->variable(path);
        std::vector<hsize_t> const first(start.begin(), start.end()), lengths(count.begin(), count.end());
        auto space = from.getSpace();
        auto const shape = shape_of(space);
        bool inside = shape.size() == first.size() && shape.size() == lengths.size();
        for (std::size_t i = 0; inside && i < shape.size(); ++i)
            inside = lengths[i] <= shape[i] && first[i] <= shape[i] - lengths[i];
        if (!inside) throw H5::DataSpaceIException("slab", "it lies beyond the variable");
        space.selectHyperslab(H5S_SELECT_SET, lengths.data(), first.data());
        std::vector<float> values(static_cast<std::size_t>(space.getSelectNpoints()));
        H5::DataSpace const whole(static_cast<int>(lengths.size()), lengths.data());
        if (!values.empty()) from.read(values.data(), H5::PredType::NATIVE_FLOAT, whole, space);
        return values;
    });
}

}  // namespace cptsim
