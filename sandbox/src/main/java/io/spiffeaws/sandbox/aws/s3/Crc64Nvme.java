package io.spiffeaws.sandbox.aws.s3;

import java.util.zip.Checksum;

/// The CRC-64 of the NVM Express specification, the default of S3. Not thread-safe.
final class Crc64Nvme implements Checksum {
  private static final long REFLECTED_POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
  private static final long[] TABLE = table();

  private long state = -1;

  @Override
  public void update(int octet) {
    state = TABLE[(int) (state ^ octet) & 0xff] ^ (state >>> 8);
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      update(bytes[i]);
    }
  }

  @Override
  public long getValue() {
    return ~state;
  }

  @Override
  public void reset() {
    state = -1;
  }

  private static long[] table() {
    var table = new long[256];
    for (int octet = 0; octet < 256; octet++) {
      long value = octet;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ REFLECTED_POLYNOMIAL;
      }
      table[octet] = value;
    }
    return table;
  }
}
