#include <H5Cpp.h>
#include <hdf5_hl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <iostream>
#include <limits>
#include <stdexcept>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "sim/files/hdf5_lock.hpp"
#include "sim/files/netcdf_file.hpp"

namespace cptsim {
namespace {

constexpr int kDeflateLevel = 1;              // level 4 is slower, for 4 % less
constexpr std::size_t kMemoryStep = 1 << 20;  ///< bytes by which the file in memory grows

/// What a file that cannot be written any more is given goes into memory: HDF5 cannot close such a file, and the end of
/// the program brings it down over that.
void give_up(H5::H5File const& file)
{
    void* handle = nullptr;
    if (H5Fget_vfd_handle(file.getId(), H5P_DEFAULT, &handle) < 0) return;
    int const memory = memfd_create("cptsim", MFD_CLOEXEC);
    if (memory < 0) return;
    dup2(memory, *static_cast<int*>(handle));
    close(memory);
}

void require(herr_t status, char const* what)
{
    if (status < 0) throw std::runtime_error(std::string("HDF5 failed: ") + what);
}

H5::StrType text_type()
{
    H5::StrType type(H5::PredType::C_S1, H5T_VARIABLE);
    type.setCset(H5T_CSET_UTF8);
    return type;
}

H5::DataType stored_type(Values const& values)
{
    if (std::holds_alternative<std::vector<std::string>>(values)) return text_type();
    if (std::holds_alternative<std::vector<std::int32_t>>(values)) return H5::PredType::STD_I32LE;
    if (std::holds_alternative<std::vector<float>>(values)) return H5::PredType::IEEE_F32LE;
    return H5::PredType::IEEE_F64LE;
}

std::vector<char const*> pointers_to(std::vector<std::string> const& texts)
{
    std::vector<char const*> pointers;
    for (auto const& text : texts) pointers.push_back(text.c_str());
    return pointers;
}

void write_all(H5::DataSet const& variable, std::vector<std::string> const& texts)
{
    variable.write(pointers_to(texts).data(), text_type());
}
void write_all(H5::DataSet const& variable, std::vector<std::int32_t> const& numbers)
{
    variable.write(numbers.data(), H5::PredType::NATIVE_INT32);
}
void write_all(H5::DataSet const& variable, std::vector<float> const& numbers)
{
    variable.write(numbers.data(), H5::PredType::NATIVE_FLOAT);
}
void write_all(H5::DataSet const& variable, std::vector<double> const& numbers)
{
    variable.write(numbers.data(), H5::PredType::NATIVE_DOUBLE);
}

void put_attribute(H5::H5Object const& object, std::string const& name, std::string const& text)
{
    object.createAttribute(name, text_type(), H5::DataSpace(H5S_SCALAR)).write(text_type(), text);
}

void put_caption(H5::DataSet const& variable, Caption const& caption)
{
    put_attribute(variable, "units", caption.units);
    put_attribute(variable, "long_name", caption.long_name);
    put_attribute(variable, "long_name_fr", caption.long_name_fr);
}

std::string group_of(std::string const& path) { return path.substr(0, path.rfind('/')); }
std::string name_of(std::string const& path) { return path.substr(path.rfind('/') + 1); }

H5::FileCreatPropList in_order()
{
    H5::FileCreatPropList creation;
    require(H5Pset_link_creation_order(creation.getId(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
            "the order of groups cannot be kept");
    return creation;
}

H5::DSetCreatPropList slab_storage(std::vector<hsize_t> const& shape, std::vector<std::size_t> const& chunk)
{
    H5::DSetCreatPropList storage;
    float const missing = std::numeric_limits<float>::quiet_NaN();
    storage.setFillValue(H5::PredType::NATIVE_FLOAT, &missing);
    if (std::find(shape.begin(), shape.end(), 0U) != shape.end()) return storage;  // HDF5 knows no empty chunks
    std::vector<hsize_t> const lengths(chunk.begin(), chunk.end());
    storage.setChunk(static_cast<int>(lengths.size()), lengths.data());
    storage.setShuffle();
    storage.setDeflate(kDeflateLevel);
    storage.setFletcher32();
    return storage;
}

}  // namespace

std::unique_lock<std::mutex> hold_hdf5()
{
    static std::mutex mutex;
    std::unique_lock held(mutex);
    std::cerr.setstate(std::ios::badbit);  // where nobody writes but its destructors
    H5::Exception::dontPrint();            // a setting of each thread
    H5PLset_loading_state(0);              // a file does not decide what code is loaded
    return held;
}

struct NetcdfWriter::Impl {
    bool on_disk = false;
    H5::H5File file;
    std::vector<H5::DataSet> slabs;
    std::unordered_map<std::string, H5::DataSet> axes;
    std::unordered_map<std::string, hsize_t> lengths;

    /// Calls `action` as the one thread in HDF5; H5::Exception, which is no std::exception, ends here.
    template <class Action>
    auto work(Action const& action)
    {
        auto const held = hold_hdf5();
        errno = 0;
        try {
            return action();
        } catch (H5::Exception const& e) {
            if (int const error = errno; on_disk && error != 0) {
                give_up(file);
                throw std::system_error(error, std::generic_category());
            }
            throw std::runtime_error("HDF5 failed in " + e.getFuncName() + ": " + e.getDetailMsg());
        }
    }

    std::vector<hsize_t> shape(std::string const& path, std::vector<std::string> const& names) const
    {
        std::vector<hsize_t> shape;
        for (auto const& name : names) shape.push_back(lengths.at(group_of(path) + '/' + name));
        return shape;
    }
    void attach(H5::DataSet const& variable, std::string const& path, std::vector<std::string> const& names) const
    {
        for (std::size_t i = 0; i < names.size(); ++i)
            require(H5DSattach_scale(variable.getId(), axes.at(group_of(path) + '/' + names[i]).getId(),
                                     static_cast<unsigned>(i)),
                    "an axis cannot be attached");
    }
};

NetcdfWriter::NetcdfWriter() : impl_(std::make_unique<Impl>())
{
    impl_->work([&] {
        // Files in memory are the same file to HDF5 when they have the same name.
        static std::atomic<unsigned> count = 0;
        H5::FileAccPropList access;
        access.setCore(kMemoryStep, false);
        impl_->file = H5::H5File("cptsim-" + std::to_string(++count), H5F_ACC_TRUNC, in_order(), access);
    });
}

NetcdfWriter::NetcdfWriter(std::string const& path) : impl_(std::make_unique<Impl>())
{
    impl_->work([&] {
        impl_->on_disk = true;
        impl_->file = H5::H5File(path, H5F_ACC_TRUNC, in_order());
    });
}

NetcdfWriter::~NetcdfWriter()
{
    auto const held = hold_hdf5();
    impl_.reset();
}

void NetcdfWriter::add_group(std::string const& group)
{
    impl_->work([&] {
        hid_t const order = H5Pcreate(H5P_GROUP_CREATE);
        H5Pset_link_creation_order(order, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
        hid_t const id = H5Gcreate2(impl_->file.getId(), group.c_str(), H5P_DEFAULT, order, H5P_DEFAULT);
        H5Pclose(order);
        require(id < 0 ? -1 : H5Gclose(id), "a group cannot be made");
    });
}

void NetcdfWriter::add_attribute(std::string const& place, std::string const& name, std::string const& text)
{
    impl_->work([&] {
        if (impl_->file.childObjType(place) == H5O_TYPE_GROUP)
            put_attribute(impl_->file.openGroup(place), name, text);
        else
            put_attribute(impl_->file.openDataSet(place), name, text);
    });
}

void NetcdfWriter::add_axis(std::string const& path, Values const& labels, Caption const& caption)
{
    impl_->work([&] {
        hsize_t const length = std::visit([](auto const& all) { return all.size(); }, labels);
        auto axis = impl_->file.createDataSet(path, stored_type(labels), H5::DataSpace(1, &length));
        std::visit([&](auto const& all) { write_all(axis, all); }, labels);
        require(H5DSset_scale(axis.getId(), name_of(path).c_str()), "an axis cannot be made");
        put_caption(axis, caption);
        impl_->lengths.emplace(path, length);
        impl_->axes.emplace(path, std::move(axis));
    });
}

void NetcdfWriter::add_variable(std::string const& path, std::vector<std::string> const& axes, Values const& values,
                                Caption const& caption)
{
    impl_->work([&] {
        auto const shape = impl_->shape(path, axes);
        auto const space =
            axes.empty() ? H5::DataSpace(H5S_SCALAR) : H5::DataSpace(static_cast<int>(shape.size()), shape.data());
        auto const size = std::visit([](auto const& all) { return all.size(); }, values);
        if (static_cast<hssize_t>(size) != space.getSimpleExtentNpoints())
            throw std::logic_error("the values of " + path + " do not fill its axes");
        auto const variable = impl_->file.createDataSet(path, stored_type(values), space);
        std::visit([&](auto const& all) { write_all(variable, all); }, values);
        impl_->attach(variable, path, axes);
        put_caption(variable, caption);
    });
}

std::size_t NetcdfWriter::add_slabs(std::string const& path, std::vector<std::string> const& axes,
                                    std::vector<std::size_t> const& chunk, Caption const& caption)
{
    return impl_->work([&] {
        auto const shape = impl_->shape(path, axes);
        H5::DSetAccPropList access;
        access.setChunkCache(0, 0, H5D_CHUNK_CACHE_W0_DEFAULT);
        auto variable = impl_->file.createDataSet(path, H5::PredType::IEEE_F32LE,
                                                  H5::DataSpace(static_cast<int>(shape.size()), shape.data()),
                                                  slab_storage(shape, chunk), access);
        impl_->attach(variable, path, axes);
        put_caption(variable, caption);
        impl_->slabs.push_back(std::move(variable));
        return impl_->slabs.size() - 1;
    });
}

void NetcdfWriter::write_slab(std::size_t slabs, std::vector<std::size_t> const& start,
                              std::vector<std::size_t> const& count, std::span<float const> values)
{
    if (values.empty()) return;
    impl_->work([&] {
        auto const& variable = impl_->slabs.at(slabs);
        std::vector<hsize_t> const from(start.begin(), start.end()), lengths(count.begin(), count.end());
        auto space = variable.getSpace();
        space.selectHyperslab(H5S_SELECT_SET, lengths.data(), from.data());
        if (static_cast<std::size_t>(space.getSelectNpoints()) != values.size())
            throw std::logic_error("a piece of " + variable.getObjName() + " has another length than it says");
        // The same shape in memory as in the file: HDF5 copies it at once, not number by number.
        H5::DataSpace const whole(static_cast<int>(lengths.size()), lengths.data());
        variable.write(values.data(), H5::PredType::NATIVE_FLOAT, whole, space);
    });
}

std::string NetcdfWriter::finish()
{
    return impl_->work([&] {
        impl_->file.flush(H5F_SCOPE_GLOBAL);
        if (impl_->on_disk) {
            *impl_ = {};
            return std::string{};
        }
        auto const size = H5Fget_file_image(impl_->file.getId(), nullptr, 0);
        if (size < 0) throw std::runtime_error("HDF5 failed: the file in memory has no size");
        std::string image(static_cast<std::size_t>(size), '\0');
        if (H5Fget_file_image(impl_->file.getId(), image.data(), image.size()) != size)
            throw std::runtime_error("HDF5 failed: the file in memory cannot be copied");
        *impl_ = {};
        return image;
    });
}

}  // namespace cptsim
