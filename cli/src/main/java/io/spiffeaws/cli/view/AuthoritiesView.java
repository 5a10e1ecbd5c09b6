package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.spire.X509Authorities.Authority;
import io.spiffeaws.spire.X509Authorities.State;
import java.util.List;
import java.util.Optional;

/// Shows the X.509 authorities of a SPIRE server.
public final class AuthoritiesView {
  private AuthoritiesView() {}

  public static void show(State state, Output output) {
    output.result(() -> json(state), () -> table(state, output));
  }

  private static Json.Obj json(State state) {
    return Json.object()
        .with("active", json(Optional.of(state.active())))
        .with("prepared", json(state.prepared()))
        .with("old", json(state.old()));
  }

  private static Json json(Optional<Authority> authority) {
    return authority
        .<Json>map(found ->
            Json.object()
                .with("authority_id", Json.of(found.id()))
                .with("expires_at", Json.of(found.expiresAt().toString())))
        .orElseGet(Json.Null::new);
  }

  private static String table(State state, Output output) {
    var table = new Table("STATE", "AUTHORITY ID", "EXPIRES AT");
    row(table, "active", Optional.of(state.active()));
    row(table, "prepared", state.prepared());
    row(table, "old", state.old());
    return table.print(output);
  }

  private static void row(Table table, String word, Optional<Authority> authority) {
    authority.ifPresent(
        found -> table.row(List.of(word, found.id(), found.expiresAt().toString())));
  }
}
