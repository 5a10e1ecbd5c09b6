package io.spiffeaws.spire;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The X.509 authorities of a server, with `spire-server localauthority x509`.
public final class ExecX509Authorities implements X509Authorities {
  private final ExecSpireServer server;

  public ExecX509Authorities(ExecSpireServer server) {
    this.server = server;
  }

  @Override
  public State state() {
    return server.run(
        List.of("localauthority", "x509", "show"), "", in -> read(JsonText.parse(text(in), "it")));
  }

  @Override
  public void prepare() {
    run("prepare");
  }

  @Override
  public void activate(String id) {
    run("activate", "-authorityID", id);
  }

  @Override
  public void taint(String id) {
    run("taint", "-authorityID", id);
  }

  @Override
  public void revoke(String id) {
    run("revoke", "-authorityID", id);
  }

  private void run(String step, String... flags) {
    var words = new ArrayList<>(List.of("localauthority", "x509", step));
    words.addAll(List.of(flags));
    server.run(words, "", in -> JsonText.parse(text(in), "it"));
  }

  private static String text(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static State read(Json json) {
    var members = new JsonMembers(json);
    return new State(
        authority(members.get("active").orElseThrow(() -> members.missing("active"))),
        members.get("prepared").map(ExecX509Authorities::authority),
        members.get("old").map(ExecX509Authorities::authority));
  }

  private static Authority authority(Json json) {
    var members = new JsonMembers(json);
    return new Authority(
        members
            .get("authority_id")
            .map(_ -> members.text("authority_id"))
            .orElseThrow(() -> members.missing("authority_id")),
        EntryJson.time(Math.max(0, members.number("expires_at"))).orElse(Instant.EPOCH),
        Optional.of(members.text("upstream_authority_subject_key_id")).filter(id -> !id.isEmpty()));
  }
}
