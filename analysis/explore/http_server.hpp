// A small HTTP server on 127.0.0.1: one thread, bounded in everything that a stranger can ask for.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analysis/explore/guard.hpp"

namespace cptsim {

struct HttpReply {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    /// Where there is no news: gives the reply anew, for a while, before it is sent.
    std::function<HttpReply()> again = {};
};

struct HttpLimits {
    std::size_t head_bytes = 16 * 1024;
    std::size_t body_bytes = 256 * 1024;
    std::size_t connections = 64;      ///< beyond, strangers are closed, the oldest first
    std::chrono::seconds request{10};  ///< from the first byte waited for to the last one read
    std::chrono::seconds reply{30};    ///< to write an answer
    /// A page waits for news instead of asking all the time. Short: a browser opens six connections for all its tabs.
    std::chrono::milliseconds news{250};
};

/// What is made of a request: its head, with each value of the headers that matter, and its body. Called on the
/// server's thread, one request at a time.
using HttpHandler = std::function<HttpReply(RequestHead const&, std::string const& body)>;

/// Listens from its construction on, answers while run() lasts. Every reply carries no-store, nosniff, no-referrer and
/// forbids frames.
class HttpServer {
  public:
    /// Port 0: any that is free. Throws InputError where the port is in use or may not be used.
    HttpServer(std::uint16_t port, HttpLimits limits);
    ~HttpServer();
    HttpServer(HttpServer const&) = delete;
    HttpServer& operator=(HttpServer const&) = delete;
    [[nodiscard]] std::uint16_t port() const;
    /// Until `*stopped`; looked at ten times a second. `log` takes a line for what is refused before it is a request.
    void run(HttpHandler handler, std::function<void(std::string const&)> log, std::atomic<bool> const& stopped);

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace cptsim
