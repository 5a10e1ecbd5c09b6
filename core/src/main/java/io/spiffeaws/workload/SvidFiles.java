package io.spiffeaws.workload;

import io.spiffeaws.file.FileOfAnotherUserException;
import io.spiffeaws.file.SecretFile;
import io.spiffeaws.file.SymbolicLinks;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import java.io.ByteArrayInputStream;
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
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An X509-SVID in PEM files, as spiffe-helper or `spire-agent api fetch x509 -write` writes them.
/// They are read each time, since another program renews them.
///
/// The file of the key, and each symlink to it, must belong to root or to this user, and other
/// users must not be able to read it.
///
/// @param svid the certificate, then its intermediate certificates
/// @param key the private key
/// @param bundle the authorities of the trust domain
public record SvidFiles(Path svid, Path key, Optional<Path> bundle) {
  private static final int MAX_BYTES = 1 << 20;
  private static final String CERTIFICATE = "CERTIFICATE";
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

  private static List<X509Certificate> certificates(Path file) {
    try {
      SymbolicLinks.checkNotPlanted(file);
      var factory = CertificateFactory.getInstance("X.509");
      var certificates = new ArrayList<X509Certificate>();
      for (var block : PemBlock.all(text(file))) {
        if (block.label().equals(CERTIFICATE)) {
          var der = new ByteArrayInputStream(block.der());
          certificates.add((X509Certificate) factory.generateCertificate(der));
        }
      }
      if (certificates.isEmpty()) {
        throw unusable(file, "it contains no certificate in PEM format");
      }
      return certificates;
    } catch (CertificateException | IllegalArgumentException e) {
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
        "specify files that spiffe-helper or spire-agent api fetch x509 -write has written");
  }
}
