package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.workload.SvidFiles;
import io.spiffeaws.workload.X509Svid;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Shows the files of an X509-SVID, never the private key.
public final class SvidFilesView {
  private SvidFilesView() {}

  /// Shows that they were written.
  public static void showWritten(X509Svid svid, SvidFiles files, Output output) {
    output.result(() -> described(svid, files), () -> "");
    if (!output.structured()) {
      var names =
          Stream.concat(Stream.of(files.svid(), files.key()), files.bundle().stream())
              .map(Path::toString)
              .collect(Collectors.joining(", "));
      output.message("wrote the X509-SVID of " + svid.spiffeId() + " to " + names);
    }
  }

  private static Json described(X509Svid svid, SvidFiles files) {
    var json =
        Json.object()
            .with("spiffe_id", Json.of(svid.spiffeId().toString()))
            .with("expires_at", Times.json(Optional.of(svid.expires())))
            .with("svid_file", Json.of(files.svid().toString()))
            .with("key_file", Json.of(files.key().toString()));
    return files
        .bundle()
        .map(file -> json.with("bundle_file", Json.of(file.toString())))
        .orElse(json);
  }
}
