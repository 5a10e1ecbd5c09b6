package io.spiffeaws.system;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.struct.SizeOf;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CCharPointerPointer;
import org.graalvm.nativeimage.c.type.CLongPointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.WordFactory;

/// Memory for arguments of C functions, given back as a whole. Its words are no objects, so they
/// are kept as numbers.
public final class LinkedMemory implements AutoCloseable {
  private static final int SIGSET_BYTES = 128;

  private final List<Long> blocks = new ArrayList<>();

  /// Zeros.
  public PointerBase allocate(int bytes) {
    PointerBase block = UnmanagedMemory.calloc(bytes);
    blocks.add(block.rawValue());
    return block;
  }

  public CCharPointer copy(byte[] bytes) {
    var copy = (CCharPointer) allocate(bytes.length);
    write(bytes, copy);
    return copy;
  }

  public CCharPointer text(Path path) {
    return text(path.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// An array of texts that ends in a null pointer.
  public CCharPointerPointer array(List<byte[]> texts) {
    CCharPointerPointer array =
        (CCharPointerPointer) allocate((texts.size() + 1) * SizeOf.get(CCharPointerPointer.class));
    for (var i = 0; i < texts.size(); i++) {
      array.write(i, text(texts.get(i)));
    }
    return array;
  }

  /// A set of signals: that of a number is the bit below it.
  public CLongPointer signals(long set) {
    var signals = (CLongPointer) allocate(SIGSET_BYTES);
    signals.write(set);
    return signals;
  }

  @Override
  public void close() {
    for (long block : blocks) {
      UnmanagedMemory.free(WordFactory.pointer(block));
    }
  }

  /// A text that ends in a zero byte.
  private CCharPointer text(byte[] bytes) {
    var text = (CCharPointer) allocate(bytes.length + 1);
    write(bytes, text);
    return text;
  }

  private static void write(byte[] bytes, CCharPointer to) {
    for (var i = 0; i < bytes.length; i++) {
      to.write(i, bytes[i]);
    }
  }
}
