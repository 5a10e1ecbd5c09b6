package io.spiffeaws.render.conf;

import io.spiffeaws.render.hcl.HclBody;

/// The address at which SPIRE's server and agent serve health checks: liveness (`/live`) and
/// readiness (`/ready`).
///
/// @param address an IP address
public record HealthChecks(String address, int port) {
  void write(HclBody file) {
    file.block(
        "health_checks",
        it ->
            it.set("listener_enabled", true)
                .set("bind_address", address)
                .set("bind_port", port)
                .set("live_path", "/live")
                .set("ready_path", "/ready"));
  }
}
