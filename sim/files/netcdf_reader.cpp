#include <H5Cpp.h>

#include <unordered_map>

#include "sim/base/error.hpp"
#include "sim/files/hdf5_lock.hpp"
#include "sim/files/netcdf_file.hpp"

namespace cptsim {

struct NetcdfReader::Impl {
    std::string path;
    H5::H5File file;
    std::unordered_map<std::string, H5::DataSet> open;

    [[noreturn]] void fail(Words text) const { throw InputError({path}, std::move(text)); }

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
        return open.emplace(name, file.openDataSet(name, access)).first->second;
    }

    std::vector<hsize_t> shape(H5::DataSet const& variable) const
    {
        auto const space = variable.getSpace();
        std::vector<hsize_t> shape(static_cast<std::size_t>(space.getSimpleExtentNdims()));
        if (!shape.empty()) space.getSimpleExtentDims(shape.data());
        return shape;
    }

    template <class Number>
    std::vector<Number> numbers(std::string const& name, H5::PredType const& type)
    {
        return read(name, [&] {
            auto const& from = variable(name);
            std::vector<Number> values(static_cast<std::size_t>(from.getSpace().getSimpleExtentNpoints()));
            from.read(values.data(), type);
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
    } catch (H5::Exception const&) {
        impl_->fail({"is damaged or cut short (HDF5 cannot open it) a copy of it, or run again?",
                     "est abîmé ou tronqué (HDF5 ne peut pas l'ouvrir) une copie, ou relancer le calcul ?"});
    }
}

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
            attribute.read(attribute.getStrType(), text);
            return text;
        };
        if (impl_->file.childObjType(place) == H5O_TYPE_GROUP) return text_of(impl_->file.openGroup(place));
        return text_of(impl_->variable(place));
    });
}

std::vector<std::size_t> NetcdfReader::shape(std::string const& path) const
{
    return impl_->read(path, [&] {
        auto const shape = impl_->shape(impl_->variable(path));
        return std::vector<std::size_t>(shape.begin(), shape.end());
    });
}

std::vector<std::string> NetcdfReader::texts(std::string const& path) const
{
    return impl_->read(path, [&] {
        auto const& from = impl_->variable(path);
        auto const space = from.getSpace();
        std::vector<char*> pointers(static_cast<std::size_t>(space.getSimpleExtentNpoints()), nullptr);
        H5::StrType type(H5::PredType::C_S1, H5T_VARIABLE);
        type.setCset(H5T_CSET_UTF8);
        from.read(static_cast<void*>(pointers.data()), type);
        std::vector<std::string> texts;
        for (char const* text : pointers) texts.emplace_back(text ? text : "");
        H5::DataSet::vlenReclaim(static_cast<void*>(pointers.data()), type, space);
        return texts;
    });
}

std::string NetcdfReader::text(std::string const& path) const
{
    auto const all = texts(path);
    if (all.size() != 1)
        impl_->fail(Text{"is damaged (", "est abîmé ("} + path +
                    Text{" is not one text) a copy of it, or run again?",
                         " n'est pas un texte) une copie, ou relancer le calcul ?"});
    return all.front();
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
        space.selectHyperslab(H5S_SELECT_SET, lengths.data(), first.data());
        std::vector<float> values(static_cast<std::size_t>(space.getSelectNpoints()));
        H5::DataSpace const whole(static_cast<int>(lengths.size()), lengths.data());
        if (!values.empty()) from.read(values.data(), H5::PredType::NATIVE_FLOAT, whole, space);
        return values;
    });
}

}  // namespace cptsim
