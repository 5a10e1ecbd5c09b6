package io.spiffeaws.workload;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.file.FileAccess;
import io.spiffeaws.file.FileOfAnotherUserException;
import io.spiffeaws.file.SecretFile;
import io.spiffeaws.file.SymbolicLinks;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
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

  /// Writes the X509-SVID to the files: the key with mode 0600, the certificates with mode 0644.
  /// Each file is replaced atomically, the certificate last; a symlink is kept. Between two of
  /// them, the key is that of the next certificate.
  ///
  /// @throws ProblemException unexpected, if a file cannot be written; malformed, if two of them
  ///   are the same
  public void write(X509Svid content) {
    checkDistinct();
    bundle.ifPresent(file -> write(file, CertificatePem.text(content.bundle()), CERTIFICATES));
    var block = new PemBlock("PRIVATE KEY", content.key().getEncoded());
    write(key, block.text(), FileAccess.OWNER_ALONE);
    write(svid, CertificatePem.text(content.chain()), CERTIFICATES);
  }

  private void checkDistinct() {
    if (Stream.concat(Stream.of(svid, key), bundle.stream()).map(Path::normalize).distinct().count()
        < (bundle.isPresent() ? 3 : 2)) {
      throw ProblemException.malformed(
          "same-file",
          "the certificate, the private key and the trust bundle would be in the same file",
          "specify different files");
    }
  }

  private static void write(Path file, String text, FileAccess access) {
    AtomicFile.writeBehindLinks(file, text.getBytes(StandardCharsets.US_ASCII), access);
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
      case NoSuchFileException _ -> unusable(file, "no such file");
      case FileOfAnotherUserException foreign ->
          unusable(file, String.valueOf(foreign.getMessage()));
      default -> unusable(file, "it cannot be read");
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
