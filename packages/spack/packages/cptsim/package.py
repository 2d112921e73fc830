# Not run: no Spack could be had where this was written. Versions are the oldest that the build was tried with.
from spack.package import *


class Cptsim(CMakePackage):
    """Agent-based simulator of health professionals and their communities (CPTS) in France."""

    # spack repo add packages/spack; spack dev-build cptsim@0.1.0   (in the root of the sources)
    version("0.1.0")

    variant("reports", default=False, description="Pages with charts, where CMake finds chart.min.js of Chart.js 3")

    depends_on("cmake@3.25:", type="build")
    depends_on("ninja", type="build")
    depends_on("boost@1.74:", type="build")
    depends_on("eigen@3.4:", type="build")
    depends_on("intel-oneapi-tbb@2021.8:")
    depends_on("hdf5@1.10.8: +cxx +hl")
    depends_on("openssl@3.0:")
    depends_on("tomlplusplus@3.3:")
    depends_on("cli11@2.1:", type="build")
    depends_on("fmt@9.1:")

    conflicts("%gcc@:11", msg="C++20 as of GCC 12")
    conflicts("%clang@:13", msg="C++20 as of Clang 14")

    def cmake_args(self):
        # The embedded page takes a local chart.min.js: -DCPTSIM_CHART_JS=FILE; without it there are no reports.
        return [self.define("CPTSIM_FOR_ELSEWHERE", True)] + (
            [] if "+reports" in self.spec else [self.define("CPTSIM_CHART_JS", "OFF")]
        )
