#include "analysis/explore/http_server.hpp"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <list>
#include <optional>

#include "sim/base/error.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

template <class Fields>
std::vector<std::string> values_of(Fields const& fields, beast::string_view name)
{
    std::vector<std::string> values;
    auto const [begin, end] = fields.equal_range(name);
    for (auto field = begin; field != end; ++field) values.emplace_back(field->value());
    return values;
}

template <class Request>
RequestHead head_of(Request const& request)
{
    return {std::string(request.method_string()), std::string(request.target()), values_of(request, "Host"),
            values_of(request, "Origin"),         values_of(request, "Cookie"),  values_of(request, "X-Cptsim-Tab"),
            values_of(request, "Content-Type")};
}

http::response<http::string_body> response_of(HttpReply reply, bool keep_alive)
{
    http::response<http::string_body> response{static_cast<http::status>(reply.status), 11};
    response.set(http::field::content_type, reply.type);
    response.set(http::field::cache_control, "no-store");
    response.set("Referrer-Policy", "no-referrer");
    response.set("X-Content-Type-Options", "nosniff");
    response.set("X-Frame-Options", "DENY");
    response.set("Cross-Origin-Resource-Policy", "same-origin");
    for (auto const& [name, value] : reply.headers) response.set(name, value);
    response.keep_alive(keep_alive);
    response.body() = std::move(reply.body);
    response.prepare_payload();
    return response;
}

/// What all connections share.
struct House {
    HttpLimits limits;
    HttpHandler handler;
    std::function<void(std::string const&)> log;
    std::list<class Connection*> connections;  ///< those that wait longest first
};

/// One connection: a request, its answer, the next request.
class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(tcp::socket socket, std::shared_ptr<House> house) : stream_(std::move(socket)), house_(std::move(house))
    {
        house_->connections.push_back(this);
    }
    ~Connection() { house_->connections.remove(this); }
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    /// Whether it has brought a request that was not refused.
    [[nodiscard]] bool is_known() const { return is_known_; }
    /// Ends it; what it waits for comes back as aborted.
    void drop()
    {
        house_->connections.remove(this);
        error_code ignored;
        stream_.socket().close(ignored);
    }

    void read()
    {
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(house_->limits.head_bytes));
        parser_->body_limit(house_->limits.body_bytes);
        stream_.expires_after(house_->limits.request);
        http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
            if (error)
                self->refuse(error);
            else
                self->answer();
        });
    }

  private:
    void answer()
    {
        auto const request = parser_->release();
        auto reply = made([&] { return house_->handler(head_of(request), request.body()); });
        is_known_ = is_known_ || reply.status < 400;
        send(std::move(reply), request.keep_alive(), {});
    }

    [[nodiscard]] HttpReply made(std::function<HttpReply()> const& make) const
    {
        try {
            return make();
        } catch (std::exception const& error) {  // one request that fails ends no server
            house_->log(std::string("failed: ") + error.what());
            return {500, "text/plain", "failed\n", {}};
        }
    }

    /// At once, or when there is news.
    void send(HttpReply reply, bool keep_alive, std::chrono::milliseconds waited)
    {
        if (!reply.again || waited >= house_->limits.news) return write(response_of(std::move(reply), keep_alive));
        timer_.expires_after(kLook);
        timer_.async_wait([self = shared_from_this(), again = std::move(reply.again), keep_alive, waited](error_code) {
            self->send(self->made(again), keep_alive, waited + kLook);
        });
    }

    /// What could not be read as a request.
    void refuse(error_code error)
    {
        if (error == http::error::end_of_stream || error == asio::error::operation_aborted) return;
        if (error == beast::error::timeout && !parser_->got_some()) return;  // a tab between two requests
        house_->log("unreadable request: " + error.message());
        if (error == http::error::body_limit)
            write(response_of({413, "text/plain", "body too large\n", {}}, false));
        else if (error == http::error::header_limit)
            write(response_of({431, "text/plain", "headers too large\n", {}}, false));
        else if (error.category() == make_error_code(http::error::bad_target).category())
            write(response_of({400, "text/plain", "no request\n", {}}, false));
    }

    void write(http::response<http::string_body> response)
    {
        response_.emplace(std::move(response));
        stream_.expires_after(house_->limits.reply);
        http::async_write(stream_, *response_, [self = shared_from_this()](error_code error, std::size_t) {
            bool const goes_on = !error && self->response_->keep_alive();
            self->response_.reset();
            if (goes_on)
                self->read();
            else
                self->stream_.socket().shutdown(tcp::socket::shutdown_send, error);
        });
    }

    static constexpr std::chrono::milliseconds kLook{5};  ///< between two looks for news

    beast::tcp_stream stream_;
    asio::steady_timer timer_{stream_.get_executor()};
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    std::optional<http::response<http::string_body>> response_;
    std::shared_ptr<House> house_;
    bool is_known_ = false;
};

/// Room for one more: where there are too many, the stranger that has been there longest goes. Those of our own page
/// stay, whoever comes.
bool make_room(House& house)
{
    if (house.connections.size() < house.limits.connections) return true;
    house.log("too many connections: one was closed");
    auto const stranger = std::find_if(house.connections.begin(), house.connections.end(),
                                       [](Connection const* one) { return !one->is_known(); });
    if (stranger == house.connections.end()) return false;
    (*stranger)->drop();
    return true;
}

}  // namespace

struct HttpServer::Parts {
    asio::io_context context{1};
    tcp::acceptor acceptor{context};
    asio::steady_timer timer{context}, pause{context};
    std::shared_ptr<House> house = std::make_shared<House>();

    void accept()
    {
        acceptor.async_accept([this](error_code error, tcp::socket socket) {
            if (error) return accept_later();
            if (make_room(*house)) std::make_shared<Connection>(std::move(socket), house)->read();
            accept();
        });
    }

    /// After what accepting fails on for a while, as the limit of open files.
    void accept_later()
    {
        pause.expires_after(std::chrono::milliseconds(100));
        pause.async_wait([this](error_code) { accept(); });
    }

    void watch(std::atomic<bool> const& stopped)
    {
        timer.expires_after(std::chrono::milliseconds(100));
        timer.async_wait([this, &stopped](error_code) {
            if (stopped.load())
                context.stop();
            else
                watch(stopped);
        });
    }
};

HttpServer::HttpServer(std::uint16_t port, HttpLimits limits) : parts_(std::make_unique<Parts>())
{
    parts_->house->limits = limits;
    tcp::endpoint const here(asio::ip::address_v4::loopback(), port);
    try {
        parts_->acceptor.open(here.protocol());
        parts_->acceptor.set_option(tcp::acceptor::reuse_address(true));
        parts_->acceptor.bind(here);
        parts_->acceptor.listen();
    } catch (boost::system::system_error const& error) {
        throw InputError(both({"port {} cannot be used ({}) name another, or none?",
                               "le port {} ne peut pas être utilisé ({}) en nommer un autre, ou aucun ?"},
                              port, system_reason(error.code().value())));
    }
}

HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const { return parts_->acceptor.local_endpoint().port(); }

void HttpServer::run(HttpHandler handler, std::function<void(std::string const&)> log, std::atomic<bool> const& stopped)
{
    parts_->house->handler = std::move(handler);
    parts_->house->log = std::move(log);
    parts_->accept();
    parts_->watch(stopped);
    parts_->context.run();
}

}  // namespace cptsim
