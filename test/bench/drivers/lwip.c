// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// lwIP over its loopback interface: echo by TCP over several connections, echo by UDP,
// and pings. Time goes on by a millisecond with each turn of the loop.
#include "../harness.h"

#include <lwip/icmp.h>
#include <lwip/inet_chksum.h>
#include <lwip/init.h>
#include <lwip/ip.h>
#include <lwip/netif.h>
#include <lwip/raw.h>
#include <lwip/tcp.h>
#include <lwip/timeouts.h>
#include <lwip/udp.h>
#include <string.h>

enum { PORT = 7, CONNECTIONS = 3, STREAM = 12000, DATAGRAMS = 60, PINGS = 20, TURNS = 20000 };

struct connection {
    struct tcp_pcb *pcb;
    uint32_t sent, received, hash;
    bool closed;
};

static uint32_t milliseconds;

u32_t sys_now(void)
{
    return milliseconds;
}

uint32_t lwip_random(void)
{
    static uint32_t random = 6180339;
    return bench_random(&random);
}

void lwip_stop(const char *message)
{
    bench_check(false, message);
}

static void ok(err_t error)
{
    bench_check(error == ERR_OK, "lwIP");
}

static void turn(void)
{
    milliseconds++;
    netif_poll_all();
    sys_check_timeouts();
}

// The byte at some place of every stream and datagram.
static uint8_t byte_at(uint32_t place)
{
    return (uint8_t)(place * 7 ^ place >> 8);
}

static void fill(uint8_t *bytes, uint32_t place, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        bytes[i] = byte_at(place + (uint32_t)i);
    }
}

static err_t echo_stream(void *argument, struct tcp_pcb *pcb, struct pbuf *data, err_t error)
{
    (void)argument;
    ok(error);
    if (data == NULL) {
        return tcp_close(pcb);
    }
    if (tcp_sndbuf(pcb) < data->tot_len || tcp_sndqueuelen(pcb) > TCP_SND_QUEUELEN / 2) {
        return ERR_MEM; // lwIP keeps it and comes again
    }
    for (struct pbuf *part = data; part != NULL; part = part->next) {
        ok(tcp_write(pcb, part->payload, part->len, TCP_WRITE_FLAG_COPY));
    }
    tcp_recved(pcb, data->tot_len);
    pbuf_free(data);
    return ERR_OK;
}

static err_t accept_stream(void *argument, struct tcp_pcb *pcb, err_t error)
{
    (void)argument;
    ok(error);
    tcp_recv(pcb, echo_stream);
    return ERR_OK;
}

static struct tcp_pcb *listen_for_streams(void)
{
    struct tcp_pcb *pcb = tcp_new();
    ok(tcp_bind(pcb, IP_ADDR_ANY, PORT));
    pcb = tcp_listen(pcb);
    tcp_accept(pcb, accept_stream);
    return pcb;
}

static void send_more(struct connection *connection)
{
    uint8_t piece[300];
    while (connection->sent < STREAM && tcp_sndbuf(connection->pcb) >= sizeof piece) {
        fill(piece, connection->sent, sizeof piece);
        if (tcp_write(connection->pcb, piece, sizeof piece, TCP_WRITE_FLAG_COPY) != ERR_OK) {
            break; // until something is confirmed
        }
        connection->sent += sizeof piece;
    }
    ok(tcp_output(connection->pcb));
}

static err_t is_confirmed(void *argument, struct tcp_pcb *pcb, u16_t length)
{
    (void)pcb;
    (void)length;
    send_more(argument);
    return ERR_OK;
}

static err_t take_echo(void *argument, struct tcp_pcb *pcb, struct pbuf *data, err_t error)
{
    struct connection *connection = argument;
    ok(error);
    if (data == NULL) {
        connection->closed = true;
        return ERR_OK;
    }
    for (uint16_t i = 0; i < data->tot_len; i++) {
        bench_check(pbuf_get_at(data, i) == byte_at(connection->received++), "stream");
    }
    connection->hash = bench_mix(connection->hash, data->tot_len);
    tcp_recved(pcb, data->tot_len);
    pbuf_free(data);
    return connection->received == STREAM ? tcp_shutdown(pcb, 0, 1) : ERR_OK;
}

static err_t is_connected(void *argument, struct tcp_pcb *pcb, err_t error)
{
    ok(error);
    tcp_sent(pcb, is_confirmed);
    tcp_recv(pcb, take_echo);
    send_more(argument);
    return ERR_OK;
}

static void connect(struct connection *connection, const ip_addr_t *address)
{
    connection->pcb = tcp_new();
    tcp_arg(connection->pcb, connection);
    ok(tcp_connect(connection->pcb, address, PORT, is_connected));
}

static uint32_t streams(uint32_t hash, const ip_addr_t *address)
{
    struct connection connections[CONNECTIONS] = {0};
    struct tcp_pcb *listener = listen_for_streams();
    for (int i = 0; i < CONNECTIONS; i++) {
        connect(&connections[i], address);
    }
    for (int i = 0; i < CONNECTIONS; i++) {
        for (int turns = 0; !connections[i].closed; turns++) {
            bench_check(turns < TURNS, "end of a stream");
            turn();
        }
        ok(tcp_close(connections[i].pcb));
        hash = bench_mix(bench_mix(hash, connections[i].hash), connections[i].received);
    }
    ok(tcp_close(listener));
    return hash;
}

static void echo_datagram(void *argument, struct udp_pcb *pcb, struct pbuf *data,
                          const ip_addr_t *address, u16_t port)
{
    (void)argument;
    ok(udp_sendto(pcb, data, address, port));
    pbuf_free(data);
}

static void take_datagram(void *argument, struct udp_pcb *pcb, struct pbuf *data,
                          const ip_addr_t *address, u16_t port)
{
    (void)pcb;
    (void)address;
    uint32_t *hash = argument;
    bench_check(port == PORT, "port");
    for (uint16_t i = 0; i < data->tot_len; i++) {
        bench_check(pbuf_get_at(data, i) == byte_at(i), "datagram");
    }
    *hash = bench_mix(*hash, data->tot_len);
    pbuf_free(data);
}

static uint32_t datagrams(uint32_t hash, const ip_addr_t *address)
{
    struct udp_pcb *server = udp_new();
    struct udp_pcb *client = udp_new();
    ok(udp_bind(server, IP_ADDR_ANY, PORT));
    udp_recv(server, echo_datagram, NULL);
    udp_recv(client, take_datagram, &hash);
    ok(udp_connect(client, address, PORT));
    for (uint16_t i = 0; i < DATAGRAMS; i++) {
        struct pbuf *data = pbuf_alloc(PBUF_TRANSPORT, (u16_t)(i * 23), PBUF_RAM);
        bench_check(data != NULL, "memory");
        fill(data->payload, 0, data->len);
        ok(udp_send(client, data));
        pbuf_free(data);
        turn();
        turn();
    }
    udp_remove(server);
    udp_remove(client);
    return hash;
}

static u8_t take_pong(void *argument, struct raw_pcb *pcb, struct pbuf *data,
                      const ip_addr_t *address)
{
    (void)pcb;
    (void)address;
    uint32_t *pongs = argument;
    if (pbuf_get_at(data, IP_HLEN) != ICMP_ER) {
        return 0;
    }
    ++*pongs;
    pbuf_free(data);
    return 1;
}

static struct pbuf *make_ping(uint16_t number)
{
    struct pbuf *data = pbuf_alloc(PBUF_IP, sizeof(struct icmp_echo_hdr) + 32, PBUF_RAM);
    bench_check(data != NULL, "memory");
    struct icmp_echo_hdr *header = data->payload;
    memset(header, 0, data->len);
    ICMPH_TYPE_SET(header, ICMP_ECHO);
    header->seqno = lwip_htons(number);
    header->chksum = inet_chksum(header, data->len);
    return data;
}

static uint32_t pings(uint32_t hash, const ip_addr_t *address)
{
    uint32_t pongs = 0;
    struct raw_pcb *pcb = raw_new(IP_PROTO_ICMP);
    raw_recv(pcb, take_pong, &pongs);
    raw_bind(pcb, IP_ADDR_ANY);
    for (uint16_t i = 0; i < PINGS; i++) {
        struct pbuf *data = make_ping(i);
        ok(raw_sendto(pcb, data, address));
        pbuf_free(data);
        turn();
        turn();
    }
    raw_remove(pcb);
    bench_check(pongs == PINGS, "answers to pings");
    return bench_mix(hash, pongs);
}

int bench_run(void)
{
    ip_addr_t address;
    lwip_init();
    IP_ADDR4(&address, 127, 0, 0, 1);
    uint32_t hash = streams(0, &address);
    hash = datagrams(hash, &address);
    return (int)pings(hash, &address);
}
