package io.spiffeaws.workload;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.file.FileAccess;
import io.spiffeaws.file.FileFailure;
import io.spiffeaws.file.FileOfAnotherUserException;
import io.spiffeaws.file.NewFile;
import io.spiffeaws.file.SecretFile;
import io.spiffeaws.file.SymbolicLinks;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// An X509-SVID in PEM files, as spiffe-helper, `x509 fetch` or `spire-agent api fetch x509 -write`
/// write them. They are read each time, since another program renews them.
///
/// The file of the key, and each symlink to it, must belong to root or to this user, and other
/// users must not be able to read it.
///
/// @param svid the certificate, then its intermediate certificates
/// @param key the private key
/// @param bundle the authorities of the trust domain
public record SvidFiles(Path svid, Path key, Optional<Path> bundle) {
  private static final int MAX_BYTES = 1 << 20;
  private static final FileAccess CERTIFICATES = FileAccess.mode("0644");
  private static final String CODE = "svid-file-unusable";

  /// Reads the files.
  ///
  /// @throws ProblemException malformed, if a file cannot be read or contains something else, the
  ///   key is of another certificate, or other users can read it or own it
  public X509Svid read() {
    var chain = certificates(svid);
    try {
      var leaf = chain.getFirst();
      return new X509Svid(
          X509SvidCheck.id(leaf),
          chain,
          privateKey(leaf),
          bundle.map(SvidFiles::certificates).orElse(List.of()),
          "");
    } catch (CertificateException e) {
      throw unusable(svid, "it is not an X509-SVID: " + e.getMessage());
    }
  }

  /// Writes the X509-SVID to the files: the key with mode 0600, the certificates with mode 0644. No
  /// file is replaced before the content of all is complete; then the certificate is the last. A
  /// symlink is kept.
  ///
  /// @throws ProblemException unexpected, if a file cannot be written; malformed, if two of them
  ///   are the same
  public void write(X509Svid content) {
    checkDistinct();
    var files = new ArrayList<NewFile>();
    bundle.ifPresent(file -> files.add(certificates(file, content.bundle())));
    var block = new PemBlock("PRIVATE KEY", content.key().getEncoded());
    files.add(new NewFile(key, block.text(), FileAccess.OWNER_ALONE));
    files.add(certificates(svid, content.chain()));
    AtomicFile.writeTogether(files);
  }

  private void checkDistinct() {
    var paths = Stream.concat(Stream.of(svid, key), bundle.stream()).toList();
    if (paths.stream().map(SvidFiles::target).distinct().count() < paths.size()) {
      throw ProblemException.malformed(
          "same-file",
          "the certificate, the private key and the trust bundle would be in the same file",
          "specify different files");
    }
  }

  /// Returns the file that is written, without `.` and `..`. A symlink that cannot be followed is
  /// an error of the write.
  private static Path target(Path file) {
    try {
      return SymbolicLinks.behind(file).normalize();
    } catch (IOException e) {
      return file;
    }
  }

  private static NewFile certificates(Path file, List<X509Certificate> content) {
    return new NewFile(file, CertificatePem.text(content), CERTIFICATES);
  }

  private static List<X509Certificate> certificates(Path file) {
    try {
      SymbolicLinks.checkNotPlanted(file);
      var certificates = CertificatePem.parse(text(file));
      if (certificates.isEmpty()) {
        throw unusable(file, "it contains no certificate in PEM format");
      }
      return certificates;
    } catch (CertificateException e) {
      throw unusable(file, "it contains a malformed certificate");
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String text(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
    }
  }

  private PrivateKey privateKey(X509Certificate leaf) {
    try (var channel = SecretFile.open(key, StandardOpenOption.READ);
        var in = Channels.newInputStream(channel)) {
      checkAccess();
      var text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
      var block =
          PemBlock.all(text).stream()
              .filter(one -> one.label().endsWith("PRIVATE KEY"))
              .findFirst()
              .orElseThrow(() -> unusable(key, "it contains no private key in PEM format"));
      if (block.label().startsWith("ENCRYPTED")) {
        throw unusable(key, "the private key is encrypted");
      }
      return SvidKey.parse(block, leaf.getPublicKey());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw unusable(key, "it is not the private key of the certificate in " + svid);
    } catch (IOException e) {
      throw unreadable(key, e);
    }
  }

  private void checkAccess() throws IOException {
    var others = Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
    if (Files.getPosixFilePermissions(key).stream().anyMatch(others::contains)) {
      throw ProblemException.malformed(
          "key-file-for-everyone",
          "other users can read or write the private key in " + key,
          TypedCommand.of("to restrict it, run: chmod 600 %s", key));
    }
  }

  private static ProblemException unreadable(Path file, IOException e) {
    return switch (e) {
      case FileOfAnotherUserException foreign ->
          unusable(file, String.valueOf(foreign.getMessage()));
      default -> unusable(file, FileFailure.readReason(e));
    };
  }

  private static ProblemException unusable(Path file, String why) {
    return ProblemException.malformed(
        CODE,
        "cannot use " + file + ": " + why,
        "specify files that spiffe-helper has written; to write such files, see spiffe-aws x509"
            + " fetch --help");
  }
}
