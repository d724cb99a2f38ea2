package dev.jackdaw.api.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicAddressTest {
  @ParameterizedTest
  @CsvSource({
    "8.8.8.8,true",
    "1.1.1.1,true",
    "172.15.0.1,true",
    "172.32.0.1,true",
    "100.63.0.1,true",
    "2606:4700::1111,true",
    "64:ff9b::808:808,true",
    "2002:808:808::1,false",
    "0.0.0.0,false",
    "10.1.2.3,false",
    "100.64.0.1,false",
    "100.127.255.255,false",
    "127.0.0.1,false",
    "127.1.2.3,false",
    "169.254.169.254,false",
    "172.16.0.1,false",
    "172.31.255.255,false",
    "192.168.1.1,false",
    "192.0.0.192,false",
    "198.19.0.1,false",
    "224.0.0.1,false",
    "255.255.255.255,false",
    "::,false",
    "::1,false",
    "fe80::1,false",
    "fc00::1,false",
    "fd00:ec2::254,false",
    "fec0::1,false",
    "ff02::1,false",
    "::ffff:127.0.0.1,false",
    "::ffff:169.254.169.254,false",
    "::127.0.0.1,false",
    "64:ff9b::7f00:1,false",
    "64:ff9b::a9fe:a9fe,false",
    "2002:7f00:1::1,false",
    "168.63.129.16,false",
    "64:ff9b::909:909,true",
    "64:ff9b:1::1,false",
    "2001::1,false",
    "2001:db8::1,false",
    "100::1,false",
    "4000::1,false",
  })
  void knowsThePublicInternet(String address, boolean isPublic) throws Exception {
    assertThat(PublicAddress.test(InetAddress.getByName(address))).isEqualTo(isPublic);
  }
}
